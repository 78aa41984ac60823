/* Stands for Electron in test builds for Windows: ends at once, and carries a wire of fuses to be set and read back. */
#include <windows.h>

__attribute__((used)) static const char fuses[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09" "101100010";

int WINAPI WinMain(HINSTANCE module, HINSTANCE before, LPSTR words, int shown) { return fuses[0] == 0; }
