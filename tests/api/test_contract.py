"""The OpenAPI document is true: Schemathesis makes requests from it and compares all answers with it.

Each operation is tried by itself in a company that has a row of everything (`test_every_answer…`), and each resource
as a story that follows the document's links (`test_created_objects…`). Every request is undone, so that each finds the
same world. The addresses below /companies/{company_id} are left out: they are the same views.

`SCHEMATHESIS_EXAMPLES` is how many requests an operation gets: a handful in `make test`, which tries every third
operation and resource; 100 before a release, 500 at night. A resource gets a fifth as many stories, of eight requests.
"""

import copy
import os
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from rest_framework import exceptions
from schemathesis.checks import ignored_auth, negative_data_rejection, positive_data_acceptance, use_after_free
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test

from accounting.ledger.dates import FIRST_DATE, LAST_DATE
from api import failures
from api.reference import document
from atlas.wsgi import application
from identity import tokens
from tests import factories
from tests.house import World, routes
from tests.nightly import EXHAUSTIVE, one_in

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "3"))
AT_NIGHT = EXAMPLES > 100
ROUTES = {route.path: route for route in routes()}
DOCUMENT = orjson.loads(document())

api = schemathesis.openapi.from_dict(
    {**DOCUMENT, "paths": {path: item for path, item in DOCUMENT["paths"].items() if "{company_id}" not in path}}
)


def closing(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Call Atlas as a server does, which closes each answer. werkzeug's client does not."""
    answer: Any = application(environ, start)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


api.app = closing
api.config.phases.coverage.enabled = AT_NIGHT  # some 170 requests an operation
api.config.generation.with_security_parameters = False  # test_house tries every route without a token
api.config.checks.negative_data_rejection.expected_statuses += ["412", "413"]

# The same requests each time, so that a change is judged and not chance; at random at night. By day without those of
# the document's examples, which test_examples makes.
given = settings(
    max_examples=EXAMPLES,
    derandomize=not AT_NIGHT,
    database=None,
    phases=[*([Phase.explicit] if EXHAUSTIVE else []), Phase.generate],
    suppress_health_check=list(HealthCheck),
)
days = st.dates(date.fromordinal(FIRST_DATE.toordinal() + 1), date.fromordinal(LAST_DATE.toordinal() - 1))
schemathesis.openapi.format("date", days.map(date.isoformat))
schemathesis.openapi.format(
    "date-time", st.builds("{}T{}Z".format, days, st.times().map(lambda time: time.replace(microsecond=0)))
)

# `positive_data_acceptance` requires that all requests allowed by the schemas are accepted. `refused_by_a_rule`
# replaces it: the books may refuse (accounting.errors, identity.errors), and the API for reasons that a schema cannot
# express:
RULES = "|".join(
    [
        r"exponent|(at most \d+|no) decimals|Must have at most",  # 1e3 is 1000 to a schema; decimals of currencies
        r"^Must be (at least|at most|greater than) ",  # numbers in strings are not compared
        r"^Must be a whole number\.",  # 1.0 is whole to a schema
        r"^Give either page or cursor|^The cursor ",
        r"^The last day is before the first|^A tax summary covers at most |columns\. A report can have at most",
        r"^The budget is from |^A budget is compared in whole months",
        r"numbers of days that ascend|^There is no such [a-z ]+ in this company",
        r"^A value is empty\. Give one value",  # a value may hold commas to a schema, and nothing between them
        r"^Give (an account|a price)(, or an item that has one|: the item .* has none for )",
        r"^Give start_date too|^Give interval too|^Columns by tracking category have|^There are no columns by option",
        r"^A SIREN has nine digits",  # a schema cannot say a check digit
        r"^There is nothing at this address|^A string has U\+0000",  # in a part of a batch, whose body is any object
        r"^Must be an e-mail address",  # 0@0.a is one to `format: email`
        r"^The name “.*” is given twice\.|cannot have two texts\.$",  # `uniqueItems` is of whole items
    ]
)


class Caller:
    """An admin of a company. `ids`: of its rows, by the name of the parameter or member that takes them."""

    def __init__(self) -> None:
        self.world = World()
        self.path = ""
        self.refusals: list[exceptions.APIException] = []
        self.has_asked_for_token = self.has_tried_deleting = False
        self.headers = {
            "Authorization": f"Bearer {tokens.issue(self.world.owner).access_token}",
            "Accept-Encoding": "identity",  # Schemathesis decompresses nothing that comes over WSGI
        }
        company = self.world.company
        invoice, bill = factories.make_sent_invoice(company), factories.make_approved_bill(company)
        account = factories.account(company, "6100")
        self.ids: dict[str, UUID] = {
            "account_id": account.id,
            "bill_id": bill.id,
            "columns_by": factories.make_tracking_category(company).id,
            "not_tracked": factories.make_tracking_category(company).id,
            "budget_id": factories.make_budget(company).id,
            "company_id": company.id,
            "contact_id": invoice.customer_id,
            "customer_id": invoice.customer_id,
            "invoice_id": invoice.id,
            "item_id": factories.make_item(company).id,
            "parent_id": account.id,
            "purchase_account_id": account.id,
            "sales_account_id": factories.account(company, "2200").id,
            **dict.fromkeys(
                ("tax_rate_id", "sales_tax_rate_id", "purchase_tax_rate_id"), factories.make_tax_rate(company).id
            ),
            "vendor_id": bill.vendor_id,
        }

    def stand_before(self, path: str) -> None:
        """Make the row that the address names, in a state that takes its action."""
        if self.path != path:
            self.path = path
            self.ids |= self.world.ids(ROUTES[path])

    def known(self, value: Any, name: str = "") -> Any:
        """Return `value` with seven of eight ids replaced by those of existing rows."""
        if isinstance(value, dict):
            return {name: self.known(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.known(inner, name) for inner in value]
        if name in self.ids and isinstance(value, str) and len(value) == 36:
            try:
                return str(self.ids[name]) if UUID(value).int % 8 else value
            except ValueError:
                return value
        return value

    def call(self, case: Any) -> Any:
        for part in ("path_parameters", "query", "body"):
            if isinstance(getattr(case, part), dict):
                setattr(case, part, self.known(getattr(case, part)))
        self.refusals.clear()
        self.has_tried_deleting |= case.method == "DELETE" and "dry_run" in case.query
        response = case.call(headers=self.headers)
        self.was_refused_here = bool(self.refusals)
        return response

    def refused_by_a_rule(self, context: Any, response: Any, case: Any) -> None:
        is_valid = case.meta is not None and case.meta.generation.mode.is_positive
        if "{external_id}" in case.operation.path and getattr(case.meta.phase.data, "mutations", ()):
            is_valid = False  # Schemathesis matches it as it is encoded, and takes one that it has broken for valid
        if is_valid and response.status_code in (400, 422) and self.was_refused_here:
            failure = response.json()
            said = [error["message"] for error in failure["errors"]] or [failure["detail"]]
            unknown = [message for message in said if not re.search(RULES, message)]
            is_general = failure["code"] in ("invalid", "invalid_json", "bad_request")
            assert not (is_general and unknown), f"{case.operation.label} refused what its schema allows: {unknown}"

    def validate(self, response: Any, case: Any, **kwargs: Any) -> None:
        # `ignored_auth` repeats successful requests without a token: once is enough.
        excluded = [positive_data_acceptance, *([ignored_auth] if self.has_asked_for_token else [])]
        if "/members/" in case.operation.path or self.has_tried_deleting:
            excluded.append(use_after_free)  # a PUT at the same address makes a member again; dry runs delete nothing
        if isinstance(case.body, dict) and case.body.get("partial") is True:
            excluded.append(negative_data_rejection)  # each item is refused on its own, in the response
        if "{external_id}" in case.operation.path:
            excluded.append(negative_data_rejection)  # Schemathesis measures and matches it as it is encoded
        case.validate_response(
            response,
            headers=self.headers,
            excluded_checks=excluded,
            additional_checks=[self.refused_by_a_rule],
            **kwargs,
        )
        self.has_asked_for_token |= response.status_code < 300


@pytest.fixture(scope="module")
def kept_caller(keep: Any) -> Caller:
    return keep(Caller)


@pytest.fixture
def caller(kept_caller: Caller, db: None, without_limits: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Caller]:
    """The test's transaction is the connection's, so requests must not close it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    if not AT_NIGHT:  # Hypothesis would read all our code for constants, and begin other requests after each change
        monkeypatch.setattr(providers, "_get_local_constants", Constants)
    caller, refused = copy.deepcopy(kept_caller), failures._framework
    monkeypatch.setattr(failures, "_framework", lambda error: caller.refusals.append(error) or refused(error))
    yield caller
    for signal in signals:
        signal.connect(close_old_connections)


OPERATIONS = one_in(3, [(method, path) for path, item in api.raw_schema["paths"].items() for method in item])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path"), OPERATIONS, ids=[f"{method.upper()} {path}" for method, path in OPERATIONS]
)
def test_every_answer_is_as_the_document_says(method: str, path: str, caller: Caller) -> None:
    """`api.parametrize()` would make these tests while pytest collects, and so all of them in each process."""
    test = build_operation_test(
        config=api.config,
        operation=api[path][method],
        test_func=answer,
        given_kwargs={},
        feedback=FeedbackSources(),
    )
    test(caller=caller)


@given
def answer(case: Any, caller: Caller) -> None:
    caller.stand_before(case.path)
    before = transaction.savepoint()
    try:
        caller.validate(caller.call(case), case)
    finally:
        transaction.savepoint_rollback(before)


def story(tag: str) -> Any:
    """Return a machine that makes requests to the operations of `tag`, one with the ids that another answered."""

    class Story(api.include(tag=tag).as_state_machine()):  # type: ignore[misc]
        caller: Caller
        told = 0
        fault: Exception | None = None

        def setup(self) -> None:
            self.before = transaction.savepoint()
            self.caller.has_tried_deleting = False

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.before)
            Story.told += 1

        def call(self, case: Any, **kwargs: Any) -> Any:
            return self.caller.call(case)

        def validate_response(self, response: Any, case: Any, **kwargs: Any) -> None:
            try:
                self.caller.validate(response, case, recorder=self.recorder)
            except Exception as fault:
                Story.fault = fault
                raise

    return Story


LINKED = sorted(
    {
        tag
        for operations in api.raw_schema["paths"].values()
        for operation in operations.values()
        for answer in operation["responses"].values()
        if "links" in answer
        for tag in operation["tags"]
    }
)


@pytest.mark.django_db
@pytest.mark.parametrize("tag", one_in(3, LINKED))
def test_created_objects_exist_for_later_requests(tag: str, caller: Caller) -> None:
    machine, wanted = story(tag), max(1, EXAMPLES // 5)
    machine.caller = caller
    seeds = [given, *[settings(given, derandomize=False)] * 9]
    for seed in seeds:
        try:
            return machine.run(settings=settings(seed, max_examples=wanted - machine.told, stateful_step_count=8))
        except FlakyStrategyDefinition:  # ids differ from story to story, which Hypothesis notices when two begin alike
            if machine.fault is not None:
                raise machine.fault from None
            if machine.told >= wanted:
                return None
    pytest.fail(f"Only {machine.told} of {wanted} stories were told.")
