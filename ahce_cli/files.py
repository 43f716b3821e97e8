"""Files that are read whole or refused, and written whole or not at all."""

import errno
import os
from pathlib import Path

from ahce_core.problems import Refusal, presentable
from ahce_core.wording import Text
from ahce_sheets.refusals import refused

NO_OPENPYXL = refused(
    "做模板需要openpyxl；请安装 ahce[cli]。",
    "Making the template needs openpyxl; install ahce[cli].",
)

_REASONS = {
    errno.ENOENT: Text("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EISDIR: Text("这是文件夹", "it is a folder"),
    errno.EACCES: Text("没有权限，或文件正在别的程序里打开", "no permission, or another program has it open"),
    errno.EPERM: Text("没有权限", "no permission"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: Text("文件名过长", "the name is too long"),
}


def unreadable(name: str | Path, error: OSError) -> Refusal:
    """The refusal of a file that the system does not give."""
    reason = _REASONS.get(error.errno or 0) or Text(str(error.strerror), str(error.strerror))
    shown = presentable(str(name))
    return refused(
        f"无法使用“{shown}”：{reason.zh}；请检查路径后再试。",
        f"“{shown}” cannot be used: {reason.en}; please check the path and try again.",
    )


def check_target(target: Path, endings: tuple[str, ...], *, force: bool) -> None:
    """Refuse a target that has another ending, is a folder, or is there already without ``force``."""
    shown = presentable(str(target))
    if target.suffix.lower() not in endings:
        raise refused(
            f"“{shown}”的扩展名应为{'或'.join(endings)}。",
            f"The name of “{shown}” must end in {' or '.join(endings)}.",
        )
    if target.is_dir():
        raise unreadable(target, IsADirectoryError(errno.EISDIR, ""))
    if not force and os.path.lexists(target):
        raise refused(
            f"“{shown}”已经存在；请换一个名字，或加 --force 覆盖。",
            f"“{shown}” is there already; choose another name, or overwrite it with --force.",
        )


class Draft:
    """A file written beside its place and put there at once when it is whole; it is gone where that never comes.

    ``path`` is what to write. Raises :class:`~ahce_core.problems.Refusal` where it cannot be made or put in its place.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}.{os.getpid()}.part")

    def __enter__(self) -> "Draft":
        try:
            self.path.touch(exist_ok=False)
        except OSError as error:
            raise unreadable(self.target, error) from None
        return self

    def publish(self) -> None:
        """Put the file in its place; it must be closed."""
        try:
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())
            self.path.replace(self.target)
        except OSError as error:
            raise unreadable(self.target, error) from None

    def __exit__(self, *_: object) -> None:
        self.path.unlink(missing_ok=True)
