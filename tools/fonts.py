"""Put the fonts of the certificate where the functions find them, in build/fonts: `python -m tools.fonts`."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules/@expo-google-fonts"
TARGET = ROOT / "build/fonts"
USED = (
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "noto-serif-hk/400Regular/NotoSerifHK_400Regular.ttf",  # 1,650 characters beyond U+FFFF that the first lacks
    "noto-serif/400Regular/NotoSerif_400Regular.ttf",  # subscripts, and the Latin, Greek and Cyrillic letters of other languages
)
LICENCES = ("noto-serif-sc/LICENSE_FONT", "noto-serif-hk/LICENSE_FONT", "noto-serif/LICENSE_FONT")


def put(target: Path = TARGET) -> Path:
    """Copy the weights that are used, with their licences; what is there already stays."""
    target.mkdir(parents=True, exist_ok=True)
    for name in (*USED, *LICENCES):
        source, file = PACKAGES / name, Path(name)
        copy = target / (file.name if file.suffix else f"{file.parts[0]}.{file.name}.txt")
        if not copy.is_file() or copy.stat().st_size != source.stat().st_size:
            # a name of this process's own: another may copy the same at this moment
            unfinished = copy.with_name(f"{copy.name}.{os.getpid()}.part")
            shutil.copyfile(source, unfinished)
            unfinished.replace(copy)
    return target


if __name__ == "__main__":
    print(put().relative_to(ROOT))
