from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "identity"

    def ready(self) -> None:
        """Make the outbox, which does not know organizations, use the daily limits."""
        from foundation import mail
        from identity import daily_limits

        mail.turn = daily_limits.turn
