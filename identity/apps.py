from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "identity"

    def ready(self) -> None:
        """Have mail wait for its turn by the daily limits, which the outbox itself knows nothing of."""
        from foundation import mail
        from identity import daily_limits

        mail.turn = daily_limits.turn
