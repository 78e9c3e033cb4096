#!/bin/sh
# Refuse, in one sentence that says what to do, an interpreter that cannot carry the house.
python=$1
if ! "$python" -c '' 2>/dev/null; then
    echo "找不到 Python：请先安装 Python 3.11 或更新版本（或 make PYTHON=/路径/python3 run）。"
    echo "No Python found as '$python': install Python 3.11 or newer."
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    found=$("$python" -c 'import platform; print(platform.python_version())')
    echo "需要 Python 3.11 或更新版本，$python 是 $found（可用 make PYTHON=/路径/python3.11 run 指定）。"
    echo "Python 3.11 or newer is needed; $python is $found."
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "这个 Python 缺少 venv 模块：在 Debian / Ubuntu 上请执行 apt-get install python3-venv。"
    echo "This Python lacks the venv module: on Debian or Ubuntu, apt-get install python3-venv."
    exit 1
fi
