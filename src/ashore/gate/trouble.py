"""What can be wrong with a store, in words; each becomes "refuse" where a decision was asked."""

from __future__ import annotations

from pathlib import Path

from ashore.words import BadInput, Text

__all__ = ["StoreTrouble", "busy", "damaged", "no_store", "second_writer", "there_already"]

_WHOLE = Text("一个完好、可写的存储", "a store that is whole and can be written to")


class StoreTrouble(BadInput):
    """A store that cannot be used just now; `is_disk` when the disk is why."""

    is_disk = False

    @classmethod
    def of(cls, wrong: BadInput) -> StoreTrouble:
        """Return another error about the store's files as one of the store."""
        return cls(where=wrong.where, what=wrong.what, expected=wrong.expected, do=wrong.do)

    @classmethod
    def wrong_salt(cls, folder: Path) -> StoreTrouble:
        """The secret is not the one the store was made with."""
        return cls(
            where=str(folder),
            what=Text("salt 不是这个存储的", "the salt is not this store's"),
            expected=_WHOLE,
            do=Text("恢复原来的 salt 文件", "restore the salt file that belongs to it"),
        )

    @classmethod
    def disk(cls, folder: Path, found: str) -> StoreTrouble:
        """The disk is full, read-only, or fails."""
        made = cls(
            where=str(folder),
            what=Text(f"磁盘写不了或读不了（{found}）", f"the disk cannot be used ({found})"),
            expected=_WHOLE,
            do=Text("腾出空间，或检查权限和磁盘", "make room, or check permissions and the disk"),
        )
        made.is_disk = True
        return made

    @classmethod
    def slow(cls, folder: Path) -> StoreTrouble:
        """It took longer than the caller can wait."""
        return cls(
            where=str(folder),
            what=Text("存储没有及时回应", "the store did not answer in time"),
            expected=_WHOLE,
            do=Text("稍后再问；检查磁盘是否太慢", "ask again later; see whether the disk is slow"),
        )


def no_store(folder: Path) -> StoreTrouble:
    """There is none at this place, or it cannot be opened."""
    return StoreTrouble(
        where=str(folder),
        what=Text("这里没有可用的存储", "there is no usable store here"),
        expected=_WHOLE,
        do=Text("检查路径；新建用 ashore gate init", "check the path; make one: ashore gate init"),
    )


def there_already(folder: Path) -> BadInput:
    """A new store was to be made where one is."""
    return BadInput(
        where=str(folder),
        what=Text("这里已经有一个存储", "there is a store here already"),
        expected=Text("一个空文件夹", "an empty folder"),
        do=Text("换一个文件夹", "choose another folder"),
    )


def damaged(folder: Path) -> StoreTrouble:
    """What is read does not hold together."""
    return StoreTrouble(
        where=str(folder),
        what=Text("存储已损坏或被改动过", "the store is damaged, or was changed"),
        expected=_WHOLE,
        do=Text(
            "用 ashore gate verify 找到第一条坏记录，再从备份恢复",
            "find the first bad record with ashore gate verify, then restore a backup",
        ),
    )


def busy(folder: Path) -> StoreTrouble:
    """Somebody else holds the database."""
    return StoreTrouble(
        where=str(folder),
        what=Text("存储被别的程序锁住了", "another program has locked the store"),
        expected=_WHOLE,
        do=Text("等它结束再问", "ask again when it is done"),
    )


def second_writer(folder: Path) -> StoreTrouble:
    """There is a writer already, and only one may be."""
    return StoreTrouble(
        where=str(folder),
        what=Text(
            "已经有一个程序在写这个存储，同时只能有一个",
            "another program writes to this store; there can be one at a time",
        ),
        expected=_WHOLE,
        do=Text(
            "向正在运行的 ashore gate serve 提问，或先停掉它",
            "ask the ashore gate serve that is running, or stop it first",
        ),
    )
