"""Why the system refuses to open or write a file."""

import errno

_WHY_NOT = {
    errno.ENOENT: ("没有这个文件夹", "no such folder"),
    errno.ENOTDIR: ("没有这个文件夹", "no such folder"),
    errno.EISDIR: ("是文件夹", "it is a folder"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EROFS: ("磁盘只读", "the disk is read-only"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
}


def why_not(error: OSError) -> tuple[str, str]:
    """Why the system refuses a file, in Chinese and in English."""
    said = error.strerror or str(error)
    return _WHY_NOT.get(error.errno or 0, (said, said))
