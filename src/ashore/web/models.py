"""The tables: cases as texts that only grow, who may see them, and who did what.

A case is kept as the text of its file, never as results: every figure is computed again from the
facts. Names and titles lie inside that text, which may be sealed.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

__all__ = [
    "Access", "Attempt", "CaseFile", "Draft", "Member", "Organisation", "Role", "Token", "Version",
]  # fmt: skip


class Role(models.TextChoices):
    """What a member of an organisation may do with its cases."""

    COUNSELLOR = "counsellor"  # reads and writes
    REVIEWER = "reviewer"  # reads
    ADMIN = "admin"  # reads, writes, and looks after members


class Organisation(models.Model):
    """A group of people who work on the same cases."""

    name = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person in an organisation."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.COUNSELLOR)

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.user_id}:{self.role}"


class CaseFile(models.Model):
    """One case: whose it is, and the wrapped key when it is sealed.

    `demo` marks the invented example, which may be thrown away without a question.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="cases"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    demo = models.BooleanField(default=False)
    seal = models.TextField(default="", blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-created_at",)

    def __str__(self) -> str:
        return str(self.id)


class Version(models.Model):
    """One state of a case: the text of its file. Never changed.

    `body` is the text in UTF-8, or sealed; `reason` says what was done ("intake", "payment" …).
    """

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    reason = models.CharField(max_length=40, default="")
    body = models.BinaryField()

    class Meta:
        """A number comes once: of two that write at the same time, the second is told."""

        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="one_version_a_number"),
        )
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"


class Draft(models.Model):
    """Answers that are not a case yet: kept at each step, so that one may stop and go on."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, related_name="draft")
    at = models.DateTimeField(auto_now=True)
    body = models.BinaryField()

    def __str__(self) -> str:
        return str(self.case_id)


class Access(models.Model):
    """Who opened or changed which case, in a team. Outlives the case."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True)
    case = models.CharField(max_length=40, default="")
    action = models.CharField(max_length=40)
    member = models.CharField(max_length=150, default="")  # who was added or changed, by name

    class Meta:
        """Newest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.case}"


class Attempt(models.Model):
    """A failed log-in: too many of one name or one address are refused for a while."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    name = models.CharField(max_length=64, db_index=True)  # hashed
    address = models.CharField(max_length=64, db_index=True)  # hashed

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Token(models.Model):
    """A key to the HTTP API, for one person of a team; only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name
