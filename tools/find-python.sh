#!/bin/sh
# Print the first interpreter on the path that is new enough, else plain python3 (check-python.sh then says what is wrong).
for name in python3 python3.11 python3.12 python3.13 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
echo python3
