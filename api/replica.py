"""Views that only read, and may show the books as they were a moment ago: a streaming replica answers them if one is
set (foundation/replica.py)."""

import logging

from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework.exceptions import APIException

from api.company import CompanyView
from foundation import replica
from foundation.refusals import Refusal

logger = logging.getLogger("atlas.api")

TOO_SLOW = "57014"
"""The SQLSTATE of a statement that reached its time limit, which it would reach on the primary too."""


class ReplicaView(CompanyView):
    """A view of one company that a replica answers, or the primary if the replica cannot.

    Who may read what is asked of the primary, so that nobody keeps a right that was taken away. What the replica
    refuses, or fails at, is no answer: what the client asks for may not be there yet.
    """

    reads_replica = True
    at_one_moment = True

    def transact(self) -> HttpResponseBase:
        if not replica.is_set() or self.request.method not in ("GET", "HEAD"):
            return super().transact()
        with self.transaction():
            self.admit()
        with replica.reading(self.request.headers.get(replica.HEADER, "")) as is_replica:
            if is_replica:
                try:
                    with self.transaction():
                        return self.run(self.get)
                except (Refusal, APIException, Http404):
                    replica.count("refused")
                except Exception as error:
                    if getattr(error.__cause__, "sqlstate", None) == TOO_SLOW:
                        raise
                    logger.info("The primary answers instead of the replica: %s", error)
                    replica.count("failed")
        return super().transact()
