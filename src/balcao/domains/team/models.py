"""Staff and the tokens their programs use."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from balcao.domains.team.rules import may
from balcao.domains.team.values import Capability, Role
from balcao.plumbing.audit import tracked


class StaffManager(BaseUserManager["StaffMember"]):
    """Finds staff by mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> StaffMember:
        return self.get(email__iexact=username)


@tracked(leave_out=["password", "last_login"])
class StaffMember(AbstractBaseUser):
    """A person who works in the shop and signs in to the console."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=[(r.value, r.name.title()) for r in Role])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]
    objects: ClassVar[StaffManager] = StaffManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in Role]), name="staff_role_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """What the console calls this person."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Every active member may enter the console; the role says what is found there."""
        return self.is_active

    @property
    def is_superuser(self) -> bool:
        """The owner may do everything."""
        return self.role == Role.OWNER

    def can(self, capability: Capability) -> bool:
        """Whether this person may do a thing now."""
        return self.is_active and may(self.role, capability)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Asked by Django's admin; the console's own classes ask :meth:`can` instead."""
        return self.is_active and self.is_superuser

    def has_perms(self, perms: list[str], obj: Any = None) -> bool:
        """All of several permissions, as Django's admin asks it."""
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the console's menu shows an app at all."""
        return self.is_active


@tracked(leave_out=["digest", "last_used_at"])
class ApiToken(models.Model):
    """A program's key: only its SHA-256 is stored, the key itself is shown once."""

    owner = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, help_text="The first characters, to tell keys apart.")
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=30))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
