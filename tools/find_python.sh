#!/bin/sh
# Prints the first Python of 3.11 or later on the path; else says what is missing.
for candidate in python3 python3.13 python3.12 python3.11 python3.14 python; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done
echo "make: Amana needs Python 3.11 or later, and none is on the path." \
    "Install it, or name it: make setup PYTHON=/path/to/python3.11" >&2
echo "make: تحتاج أمانة إلى بايثون 3.11 أو أحدث، ولم يُعثر عليه. ثبّته أو حدّد مكانه كما في السطر السابق." >&2
exit 1
