from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"

    def ready(self) -> None:
        """Tell the ledger, which does not know webhooks, when an event needs a nudge."""
        from accounting.ledger import event_log
        from webhooks import queue

        event_log.ask_before_ringing(queue.nudge_is_needed)
