#!/bin/sh
# Stands for the AppImage runtime in test builds: unpacks what follows it into a folder, starts it there and clears up.
[ "$1" = --appimage-offset ] && echo 4096 && exit
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
unsquashfs -q -n -o 4096 -d "$folder/app" "$0" >/dev/null || exit 1
APPIMAGE=$(readlink -f "$0") APPDIR="$folder/app" "$folder/app/AppRun" "$@"
exit $?
