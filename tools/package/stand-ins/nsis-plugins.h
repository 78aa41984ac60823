/*
 * What the plugins of NSIS do that electron-builder's scripts call when nobody looks on (/S), for test builds under wine. Each function
 * takes its words from NSIS's stack, the last one first, and puts its answer there. nsis-stand-in.ts makes a plugin of each part; what is
 * not in here ends the installer with code 97 and a sentence.
 */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

typedef struct Word {
  struct Word *below;
  WCHAR text[1];
} Word;

#define LONGEST 8192

static int longest;
static Word **words;

static void refuse(const char *what) {
  fprintf(stderr, "A stand-in for a plugin of NSIS cannot do this: %s.\n", what);
  ExitProcess(97);
}

static void pop(WCHAR *text) {
  Word *top = *words;
  if (top == NULL) refuse("a word that is not on the stack");
  wcsncpy(text, top->text, LONGEST - 1);
  text[LONGEST - 1] = 0;
  *words = top->below;
  GlobalFree(top);
}

static void push(const WCHAR *text) {
  Word *top = GlobalAlloc(GPTR, sizeof(Word) + longest * sizeof(WCHAR));
  wcsncpy(top->text, text, longest - 1);
  top->below = *words;
  *words = top;
}

/* Nsis7z: unpacks into the folder that is current. The 7-Zip of the system below wine does it, and says by a file when it is done. */
static void Nsis7z_Extract(void) {
  static WCHAR archive[LONGEST], folder[LONGEST], line[LONGEST], done[LONGEST];
  typedef char *(CDECL * Below)(const WCHAR *);
  Below below = (Below)(void *)GetProcAddress(GetModuleHandleA("kernel32"), "wine_get_unix_file_name");
  STARTUPINFOW start = {sizeof(start)};
  PROCESS_INFORMATION process = {0};
  char code[8] = "";
  FILE *file;
  int tries;
  pop(archive);
  if (below == NULL) refuse("Nsis7z::Extract without wine");
  GetCurrentDirectoryW(LONGEST, folder);
  _snwprintf(done, LONGEST - 1, L"%ls.done", archive);
  _wremove(done);
  _snwprintf(line, LONGEST - 1,
             L"sh -c \"7zz x -y \\\"-o$1\\\" \\\"$0\\\" >/dev/null 2>&1; echo $? >\\\"$0.code\\\"; mv \\\"$0.code\\\" \\\"$0.done\\\"\" "
             L"\"%hs\" \"%hs\"",
             below(archive), below(folder));
  if (!CreateProcessW(L"Z:\\bin\\sh", line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &process)) refuse("starting 7-Zip");
  for (tries = 0; tries < 1200 && GetFileAttributesW(done) == INVALID_FILE_ATTRIBUTES; tries++) Sleep(100);
  file = _wfopen(done, L"r");
  if (file == NULL || fgets(code, sizeof(code), file) == NULL || atoi(code) != 0) refuse("unpacking: 7-Zip failed");
  fclose(file);
  _wremove(done);
}

/* What follows the program in the line that it was started with. */
static const WCHAR *parameters(void) {
  const WCHAR *line = GetCommandLineW();
  BOOL quoted = FALSE;
  for (; *line != 0 && (quoted || *line != ' '); line++)
    if (*line == '"') quoted = !quoted;
  while (*line == ' ') line++;
  return line;
}

static void StdUtils_GetAllParameters(void) {
  WCHAR truncate[LONGEST];
  pop(truncate);
  push(parameters());
}

/* The value of `/name=value` or `--name=value`; an empty text for `/name`; NULL where it does not stand there. */
static const WCHAR *parameter(const WCHAR *name) {
  static WCHAR rest[LONGEST];
  WCHAR *next, *word;
  size_t length = wcslen(name);
  wcsncpy(rest, parameters(), LONGEST - 1);
  for (word = wcstok_s(rest, L" ", &next); word != NULL; word = wcstok_s(NULL, L" ", &next)) {
    const WCHAR *bare = word + wcsspn(word, L"/-");
    if (bare == word || _wcsnicmp(bare, name, length) != 0) continue;
    if (bare[length] == 0) return L"";
    if (bare[length] == '=') return bare + length + 1;
  }
  return NULL;
}

static void StdUtils_TestParameter(void) {
  WCHAR name[LONGEST];
  pop(name);
  push(parameter(name) == NULL ? L"false" : L"true");
}

static void StdUtils_GetParameter(void) {
  WCHAR name[LONGEST], otherwise[LONGEST];
  const WCHAR *value;
  pop(otherwise);
  pop(name);
  value = parameter(name);
  push(value == NULL ? otherwise : value);
}

static void StdUtils_GetParentPath(void) {
  WCHAR path[LONGEST], *last;
  pop(path);
  last = wcsrchr(path, '\\');
  if (last != NULL) *last = 0;
  push(path);
}

/* UAC: who starts an installer under wine is an administrator, and nobody's inner instance. */
static void UAC__(void) {
  WCHAR asked[LONGEST];
  pop(asked);
  if (asked[0] == '2') push(L"1");
  else if (asked[0] == '3') push(L"0");
  else refuse("UAC: running with other rights");
}

/* WinShell: marks of shortcuts for the task bar, of which wine has none. */
static void WinShell_SetLnkAUMI(void) {
  WCHAR word[LONGEST];
  pop(word);
  pop(word);
}

static void WinShell_UninstShortcut(void) {
  WCHAR word[LONGEST];
  pop(word);
}

static void WinShell_UninstAppUserModelId(void) { WinShell_UninstShortcut(); }

#define PLUGIN(name, work)                                                                                    \
  __declspec(dllexport) void __cdecl name(HWND window, int size, WCHAR *variables, Word **stack, void *more) { \
    longest = size;                                                                                           \
    words = stack;                                                                                            \
    work;                                                                                                     \
  }
