"""Organizations, their users, and the users' sign-ins, sessions and second factors."""

import time
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP
from uuid_utils.compat import uuid7

from foundation import encryption
from foundation.keys import Key, References
from foundation.models import MAX_ADDRESS_LENGTH, MAX_EMAIL_LENGTH, MAX_NAME_LENGTH, Dated

MAX_USER_AGENT_LENGTH = 255
MAX_SCOPE_LENGTH = 60


class Tier(models.TextChoices):
    STANDARD = "standard", "Standard"
    PROFESSIONAL = "professional", "Professional"
    ENTERPRISE = "enterprise", "Enterprise"


class Organization(Dated):
    """A customer of Atlas: the tenant. Its tier decides its rate limits (docs/design/api.md, "Rate limits")."""

    name = models.CharField(max_length=MAX_NAME_LENGTH)
    tier = models.CharField(max_length=20, choices=Tier, default=Tier.STANDARD)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tier__in=Tier.values), name="organization_tier_known"),
            models.CheckConstraint(condition=~models.Q(name=""), name="organization_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganizationMove(models.Model):
    """An organization that is being moved to another database, or was (`manage.py move_organization`).

    While the row is there, identity/moves.sql refuses whatever is done for the organization, and hides its rows. Only
    the owner of the database writes here.
    """

    organization = models.OneToOneField(Organization, models.PROTECT, primary_key=True, related_name="move")
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    moved_at = models.DateTimeField(
        null=True, editable=False, help_text="When the other database had everything. Empty while it is copied."
    )
    address = models.CharField(
        max_length=MAX_NAME_LENGTH, default="", editable=False, help_text="The address of Atlas there, for its users."
    )
    evidence = models.JSONField(default=dict, editable=False, help_text="What was copied, and by what it was proved.")

    def __str__(self) -> str:
        return f"Move of {self.organization_id}"


class Role(models.TextChoices):
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"


class UserStatus(models.TextChoices):
    INVITED = "invited", "Invited"
    ACTIVE = "active", "Active"
    INACTIVE = "inactive", "Inactive"


class UserManager(BaseUserManager["User"]):
    """Find users by e-mail address, in any case. `createsuperuser` needs the two methods that create users."""

    def lock(self, user_id: UUID) -> "User | None":
        """Return the user with the row locked until the transaction ends, or None."""
        return self.select_for_update(no_key=True, of=("self",)).filter(id=user_id).first()

    def with_account(self, email: str) -> "models.QuerySet[User]":
        """Return the user with an account at this address: at most one. Invited users have no account yet."""
        return self.filter(email=email, invited_at=None, acts_for=None)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.with_account((username or "").strip().lower()).get()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin, Dated):
    """A person with an e-mail address. Users belong to one organization; staff of Atlas may belong to none.

    Invited users are inactive until they accept. An invitation does not reserve the address: several organizations may
    invite it, and the first invitation that is accepted makes the account (docs/decisions/0016).

    Every token contains `token_version`, so raising it ends all tokens of the user at once. A trigger in
    identity/guards.sql ensures that an organization keeps an active admin.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="users", null=True, blank=True)
    email = models.EmailField(max_length=MAX_EMAIL_LENGTH)
    full_name = models.CharField(max_length=MAX_NAME_LENGTH)
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("Atlas staff", default=False, help_text="May sign in to the Django admin.")
    token_version = models.PositiveIntegerField(default=0, editable=False)
    invited_at = models.DateTimeField(
        null=True, editable=False, help_text="When the open invitation was mailed. Empty if there is none."
    )
    removed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the user was removed. The row stays, because the books refer to it."
    )
    acts_for = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="keys",
        null=True,
        editable=False,
        help_text="The person who made the API key that this is the user of; empty for people.",
    )

    api_key: "ApiKey | None" = None
    """The key that this request came with: not in the table, set by `api_keys.holder`."""

    otp_device: "Authenticator | None"
    """The app whose code opened this session. Not a column: django-otp and `operations.recognize` set it."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(invited_at__isnull=True), name="user_email_unique"
            ),
            models.UniqueConstraint(fields=["organization", "email"], name="user_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) | models.Q(is_staff=True),
                name="user_organization_or_staff",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True) | models.Q(is_active=False), name="user_removed_is_inactive"
            ),
            models.CheckConstraint(
                condition=models.Q(invited_at__isnull=True) | models.Q(is_active=False), name="user_invited_is_inactive"
            ),
            models.CheckConstraint(
                condition=models.Q(acts_for__isnull=True) | models.Q(role=Role.MEMBER, is_staff=False),
                name="user_of_key_is_member",
            ),
            Key("organization", "id", name="user_of_organization"),
        ]

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return a hash that a session of the pages must have. A new password or `token_version` changes it."""
        opened_with = f"{self.password} {self.token_version}"
        return salted_hmac("identity.session", opened_with, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_organization_admin(self) -> bool:
        return self.organization_id is not None and self.role == Role.ADMIN

    def may_support(self, user: "User") -> bool:
        """Return whether this is staff who may change that user, with the permission. Only superusers change staff."""
        return self.is_staff and self.is_active and (self.is_superuser or not (user.is_staff or user.is_superuser))

    @property
    def status(self) -> UserStatus:
        if self.invited_at is not None:
            return UserStatus.INVITED
        return UserStatus.ACTIVE if self.is_active else UserStatus.INACTIVE


class CompanyRole(models.TextChoices):
    """What a member may do in a company, and the most that an API key may do there."""

    ADMIN = "admin", "Admin"
    ACCOUNTANT = "accountant", "Accountant"
    APPROVER = "approver", "Approver"
    VIEWER = "viewer", "Viewer"


class ApiKey(Dated):
    """What a program signs in with (identity/api_keys.py, docs/decisions/0019-api-keys-are-users.md).

    The secret is not stored. `digest` is its SHA-256 hash, which is enough: nobody can guess 32 random characters.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="api_keys")
    user = models.OneToOneField(User, models.PROTECT, related_name="key_row")
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    role = models.CharField(max_length=20, choices=CompanyRole)
    company_ids = ArrayField(models.UUIDField(), null=True, help_text="Empty for all companies, later ones included.")
    scopes = ArrayField(models.CharField(max_length=MAX_SCOPE_LENGTH))
    allowed_addresses = ArrayField(models.CharField(max_length=MAX_ADDRESS_LENGTH), default=list)
    digest = models.CharField(max_length=64, editable=False)
    ending = models.CharField(max_length=4, editable=False, help_text="The last characters of the secret.")
    previous_digest = models.CharField(max_length=64, null=True, editable=False)
    previous_expires_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)
    last_used_address = models.CharField(max_length=MAX_ADDRESS_LENGTH, default="", editable=False)

    class Meta:
        verbose_name = "API key"
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="api_key_digest_unique"),
            models.UniqueConstraint(fields=["previous_digest"], name="api_key_previous_digest_unique"),
            models.CheckConstraint(condition=models.Q(role__in=CompanyRole.values), name="api_key_role_known"),
            models.CheckConstraint(
                condition=models.Q(previous_digest__isnull=True, previous_expires_at__isnull=True)
                | models.Q(previous_digest__isnull=False, previous_expires_at__isnull=False),
                name="api_key_previous_expires",
            ),
            References("organization", "user", name="api_key_user_of_organization"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def status(self) -> str:
        if self.revoked_at is not None:
            return "revoked"
        if self.user.acts_for is None or not self.user.acts_for.is_active:
            return "suspended"
        return "expired" if self.expires_at is not None and self.expires_at <= timezone.now() else "active"


class RefreshToken(models.Model):
    """One refresh token, which can be used once. All refresh tokens of one sign-in are a family.

    SimpleJWT signs and reads the tokens. This table adds the rest: only one of several parallel uses succeeds, a used
    token that is used again later ends the whole family (RFC 9700 §4.14.2), and access tokens end with their family.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False, help_text="The token's jti.")
    user = models.ForeignKey(User, models.CASCADE, related_name="refresh_tokens")
    family_id = models.UUIDField()
    family_ends_at = models.DateTimeField(help_text="When the session ends, even if tokens are refreshed.")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["family_id"], name="refresh_token_family"),
            models.Index(fields=["expires_at"], name="refresh_token_expiry"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Door(models.TextChoices):
    API = "api", "API"
    PAGES = "pages", "Pages"


class SignInFailure(models.TextChoices):
    WRONG_PASSWORD = "wrong_password", "Wrong password"
    WRONG_CODE = "wrong_code", "Wrong code"
    INACTIVE = "inactive", "Deactivated user"


class SignIn(models.Model):
    """A sign-in that users and admins can see later (identity/sign_ins.py). With a `failure` it did not succeed.

    It opened a family of refresh tokens with the same id, or a session of Django. Both end when the user's
    `token_version` is raised.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        User, models.CASCADE, related_name="sign_ins", db_index=False, null=True, help_text="Empty if no user is known."
    )
    created_at = models.DateTimeField(default=timezone.now)
    door = models.CharField(max_length=10, choices=Door)
    address = models.CharField(max_length=MAX_ADDRESS_LENGTH, help_text="The client's address.")
    user_agent = models.CharField(max_length=MAX_USER_AGENT_LENGTH, default="")
    token_version = models.PositiveIntegerField()
    session_key = models.CharField(max_length=40, default="")
    last_seen_at = models.DateTimeField(default=timezone.now, help_text="For pages exact to a few minutes.")
    failure = models.CharField(max_length=20, choices=SignInFailure, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["user", "id"], name="sign_in_by_user"),
            models.Index(fields=["created_at"], name="sign_in_created"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(failure__in=["", *SignInFailure.values]), name="failure_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} from {self.address}"


class SignInAllowance(models.Model):
    """How much of an allowance is used, such as the tries of an account at an address (identity/slowdown.py)."""

    key = models.CharField(max_length=64, primary_key=True)
    spent_until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["spent_until"], name="sign_in_allowance_spent")]

    def __str__(self) -> str:
        return self.key


class Authenticator(TimestampMixin, ThrottlingMixin, Device):
    """A user's app for one-time codes (TOTP, RFC 6238) of the kind that most apps make: SHA-1, six digits, 30 seconds.

    This is our own model with django-otp's base classes, because its TOTPDevice cannot store an encrypted secret and
    its StaticToken stores readable recovery codes. After failures the next try has to wait 1, 2, 4, … seconds, up to
    about half an hour (`throttling_…` of django-otp).
    """

    SECRET_BYTES = 20
    """The length of the hash that makes the codes (RFC 4226 §4)."""
    STEP_SECONDS = 30
    TOLERANCE = 1
    """By how many steps the app's clock may be wrong (RFC 6238 §5.2)."""
    MAX_FAILURES_COUNTED = 12

    user = models.OneToOneField(User, models.CASCADE, related_name="authenticator")
    name = None
    throttling_failure_count: int
    encrypted_secret = models.TextField(help_text="The secret in hexadecimal digits, encrypted.")
    last_step = models.BigIntegerField(default=-1, help_text="The time step of the last code. No code works twice.")

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def secret(self) -> bytes:
        return bytes.fromhex(encryption.decrypt(self.encrypted_secret))

    def verify_token(self, token: str) -> bool:
        """Use a code of the app, or a recovery code. Lock the row and check `verify_is_allowed` before."""
        code = token.replace(" ", "").replace("-", "").lower()
        verified = self._is_next(int(code)) if code.isascii() and code.isdigit() else self._recovers(code)
        if verified:
            self.throttle_reset(commit=False)
            self.set_last_used_timestamp(commit=False)
        else:
            self.throttling_failure_count = min(self.throttling_failure_count, self.MAX_FAILURES_COUNTED - 1)
            self.throttle_increment(commit=False)
        self.save()
        return verified

    def _is_next(self, code: int) -> bool:
        totp = TOTP(self.secret, step=self.STEP_SECONDS)
        totp.time = time.time()
        if not totp.verify(code, tolerance=self.TOLERANCE, min_t=self.last_step + 1):
            return False
        self.last_step = totp.t()
        return True

    def _recovers(self, code: str) -> bool:
        return self.recovery_codes.filter(digest=RecoveryCode.digest_of(code)).delete()[0] == 1

    def get_throttle_factor(self) -> int:
        return 1


class RecoveryCode(models.Model):
    """A code that replaces the app once, for a user who has lost it. It is stored as a keyed digest, so nobody can read
    it."""

    authenticator = models.ForeignKey(Authenticator, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authenticator", "digest"], name="recovery_code_unique")]

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def digest_of(code: str) -> str:
        return salted_hmac("identity.recovery_code", code, algorithm="sha256").hexdigest()
