"""Every file of the house compiles, and every module can be imported alone."""

import importlib
import py_compile

import pytest

from tests.law.house import PACKAGE, ROOT, module_name, python_files

MODULES = sorted(module_name(path) for path in python_files() if path.name != "__main__.py")


def test_every_file_compiles(tmp_path):
    for folder in (PACKAGE, ROOT / "migrations", ROOT / "tests"):
        for path in folder.rglob("*.py"):
            py_compile.compile(str(path), cfile=str(tmp_path / "compiled.pyc"), doraise=True)


@pytest.mark.skipif(not MODULES, reason="no code yet")
def test_every_module_can_be_imported():
    broken = {}
    for name in MODULES:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 -- whatever it was, the message names the module
            broken[name] = f"{type(error).__name__}: {error}"
    assert not broken, "\n".join(f"{name}: {why}" for name, why in broken.items())
