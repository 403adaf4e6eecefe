"""The rate limiter against a plain model, several processes, and every way Valkey can fail."""

import multiprocessing
import random
import shutil
import signal
import socketserver
import tempfile
import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import redis

from atlas.embedded import Servers, servers
from foundation import limiter as limiter_module
from foundation.limiter import MICROSECONDS, MINUTE, SCRIPT, SECOND, Limit, Limiter, ProcessLimiter

ARRIVALS = 100_000
STANDARD, PROFESSIONAL, ENTERPRISE = Limit(60, 10), Limit(300, 50), Limit(1000, 100)
NOW = 1_800_000_000 * MICROSECONDS


@pytest.fixture
def valkey() -> Iterator[Servers]:
    home = Path(tempfile.mkdtemp(prefix="atlas-limiter-"))
    try:
        with servers(home, durable=False, postgres=False) as running:
            yield running
    finally:
        shutil.rmtree(home)


def process_of(valkey: Servers) -> psutil.Process:
    with redis.Redis.from_url(valkey.redis_url) as client:
        return psutil.Process(client.info("server")["process_id"])


class Model:
    """What the contract says, word for word: count what was accepted in each window, half-open."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.accepted: list[int] = []
        self.full_minutes = self.full_seconds = 0

    def counted(self, now: int, window: int) -> int:
        return len(self.accepted) - bisect_right(self.accepted, now - window)

    def allows(self, now: int, count: int) -> bool:
        in_minute, in_second = self.counted(now, MINUTE) + count, self.counted(now, SECOND) + count
        return in_minute <= self.limit.per_minute and in_second <= self.limit.burst

    def judge(self, now: int, count: int) -> tuple[bool, int]:
        """Return whether `count` requests are accepted and what remains of the minute."""
        self.accepted = [moment for moment in self.accepted if moment > now - MINUTE]
        accepted = self.allows(now, count)
        if accepted:
            self.accepted += [now] * count
        elif self.counted(now, SECOND) + count <= self.limit.burst:
            self.full_minutes += 1
        else:
            self.full_seconds += 1
        return accepted, self.limit.per_minute - self.counted(now, MINUTE)


def arrivals(limit: Limit, number: int, seed: int) -> Iterator[int]:
    """Moments of requests: floods, trickles, silences, and the ends of windows with a microsecond to either side."""
    chance = random.Random(seed)
    past = [NOW]
    while len(past) <= number:
        kind = chance.choices(
            ["flood", "trickle", "end of a second", "end of a minute", "silence"], [30, 30, 20, 20, 2]
        )[0]
        for _ in range(1 if kind == "silence" else chance.randrange(2 * limit.burst)):
            now = past[-1]
            match kind:
                case "flood":
                    now += chance.randrange(SECOND // limit.burst)
                case "trickle":
                    now += chance.randrange(2 * MINUTE // limit.per_minute)
                case "silence":
                    now += chance.choice((2 * SECOND, MINUTE, 2 * MINUTE)) + chance.randrange(SECOND)
                case _:
                    window = SECOND if kind == "end of a second" else MINUTE
                    now = max(now, past[bisect_left(past, now - window)] + window + chance.choice((-1, 0, 1)))
            past.append(now)
    return iter(past[1 : number + 1])


def batch_at(now: int, limit: Limit) -> int:
    """Return how many requests arrive at once: mostly one, sometimes a batch of up to a burst."""
    return 1 + now % limit.burst if now % 7 == 0 else 1


@pytest.mark.parametrize("limit", [STANDARD, PROFESSIONAL, ENTERPRISE], ids=str)
def test_the_script_accepts_exactly_what_the_model_accepts(valkey: Servers, limit: Limit) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    script = SCRIPT.replace("redis.call('TIME')", "{ARGV[4], ARGV[5]}")
    assert script != SCRIPT
    model, moments = Model(limit), list(arrivals(limit, ARRIVALS // 3, seed))
    with redis.Redis.from_url(valkey.redis_url) as client:
        sha = client.script_load(script)
        for start in range(0, len(moments), 1000):
            part = moments[start : start + 1000]
            pipeline = client.pipeline(transaction=False)
            for now in part:
                count = batch_at(now, limit)
                arguments = [limit.per_minute, limit.burst, count, now // MICROSECONDS, now % MICROSECONDS]
                pipeline.evalsha(sha, 1, "key", *arguments)
            for now, (accepted, counted, oldest, wait, _) in zip(part, pipeline.execute(), strict=True):
                count = batch_at(now, limit)
                expected = model.judge(now, count)
                assert (bool(accepted), limit.per_minute - counted) == expected, f"seed {seed}, at {now - NOW} µs"
                assert oldest == model.accepted[0]
                assert accepted or (model.allows(now + wait, count) and not model.allows(now + wait - 1, count))
    assert min(model.full_minutes, model.full_seconds) > 100


@pytest.mark.parametrize("limit", [STANDARD, PROFESSIONAL, ENTERPRISE], ids=str)
def test_the_process_limiter_accepts_exactly_what_the_model_accepts(
    monkeypatch: pytest.MonkeyPatch, limit: Limit
) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    model, limiter = Model(limit), ProcessLimiter()
    clock = Clock()
    monkeypatch.setattr(limiter_module, "time", clock)
    for now in arrivals(limit, ARRIVALS // 3, seed):
        clock.now = now
        count = batch_at(now, limit)
        verdict = limiter.judge("key", limit, count=count)
        assert (verdict.allowed, verdict.remaining) == model.judge(now, count), f"seed {seed}, at {now - NOW} µs"
        assert verdict.reset_at == -(-(model.accepted[0] + MINUTE) // MICROSECONDS)
        assert verdict.allowed or model.allows(now + verdict.retry_after * MICROSECONDS, count)
    assert min(model.full_minutes, model.full_seconds) > 100


class Clock:
    now = NOW

    def monotonic_ns(self) -> int:
        return self.now * 1000

    time_ns = monotonic_ns


def test_looking_counts_nothing(valkey: Servers) -> None:
    for limiter in (Limiter(valkey.redis_url), ProcessLimiter()):
        assert [limiter.judge("a", STANDARD, count=0).remaining for _ in range(20)] == [60] * 20
        assert limiter.judge("a", STANDARD).remaining == 59


def test_a_clock_that_steps_back_gives_nothing_away_and_blocks_for_a_minute_at_most(valkey: Servers) -> None:
    script = SCRIPT.replace("redis.call('TIME')", "{ARGV[4], ARGV[5]}")
    with redis.Redis.from_url(valkey.redis_url) as client:

        def judge(second: int) -> list[int]:
            return client.eval(script, 1, "key", 60, 10, 1, 1_800_000_000 + second, 0)

        assert [judge(3600)[0] for _ in range(11)] == [1] * 10 + [0]
        accepted, counted, _, wait, _ = judge(0)
        assert (accepted, counted, wait) == (0, 10, SECOND)
        assert [judge(1)[0] for _ in range(11)] == [1] * 10 + [0]
        assert judge(60)[1] == 11


def test_a_lower_tier_holds_at_once(valkey: Servers) -> None:
    limiter = Limiter(valkey.redis_url)
    assert [limiter.judge("a", PROFESSIONAL).allowed for _ in range(50)] == [True] * 50
    verdict = limiter.judge("a", Limit(30, 10))
    assert (verdict.allowed, verdict.remaining, verdict.limit) == (False, 0, 30)
    assert 59 <= verdict.retry_after <= 60


def hammer(redis_url: str, limit: Limit, until: float, results: "multiprocessing.Queue[tuple[int, int]]") -> None:
    limiter, accepted, asked = Limiter(redis_url), 0, 0
    while time.monotonic() < until:
        accepted += limiter.judge("everyone", limit).allowed
        asked += 1
    results.put((accepted, asked))


def test_several_processes_together_accept_exactly_the_limit(valkey: Servers) -> None:
    limit = Limit(
        per_minute=45, burst=20
    )  # owed when asked all the time: 20 at once, 20 after 1 s, 5 after 2 s, then none
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    until = time.monotonic() + 3.5
    processes = [context.Process(target=hammer, args=(valkey.redis_url, limit, until, results)) for _ in range(4)]
    for process in processes:
        process.start()
    counts = [results.get(timeout=30) for _ in processes]
    for process in processes:
        process.join()
    assert sum(asked for _, asked in counts) > 1000
    assert sum(accepted for accepted, _ in counts) == 45
    with redis.Redis.from_url(valkey.redis_url) as client:
        moments = [int(moment) for moment in client.lrange("atlas:rate:everyone", 0, -1)]
        assert 60 < client.ttl("atlas:rate:everyone") + 4 <= 65
    assert len(moments) == 45
    assert all(later - earlier >= SECOND for earlier, later in zip(moments, moments[20:], strict=False))


def test_a_flushed_script_and_a_restarted_valkey_are_no_failures(
    valkey: Servers, caplog: pytest.LogCaptureFixture
) -> None:
    limiter = Limiter(valkey.redis_url)
    assert limiter.judge("a", STANDARD).remaining == 59
    with redis.Redis.from_url(valkey.redis_url) as client:
        client.script_flush()
    assert limiter.judge("a", STANDARD).remaining == 58
    process_of(valkey).kill()
    while not valkey.revive():
        time.sleep(0.01)
    assert limiter.judge("a", STANDARD).allowed
    assert not caplog.records


def accepted_at_once(limiter: Limiter, asked: int = 15) -> int:
    return sum(limiter.judge("a", STANDARD).allowed for _ in range(asked))


def test_threads_that_come_and_go_all_ask_valkey(valkey: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool of redis-py takes only 100 connections, and counts those that have ended."""
    limiter, failures = Limiter(valkey.redis_url), []
    monkeypatch.setattr(Limiter, "_went_away", lambda self, error: failures.append(error))
    for _ in range(150):
        thread = threading.Thread(target=limiter.judge, args=("a", STANDARD))
        thread.start()
        thread.join()
    assert failures == []
    with redis.Redis.from_url(valkey.redis_url) as client:
        assert len(client.client_list()) < 10


def test_without_valkey_each_process_keeps_the_limit_and_goes_back_when_it_returns(
    valkey: Servers, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter_module, "PAUSE_SECONDS", 0.3)
    limiter = Limiter(valkey.redis_url)
    assert accepted_at_once(limiter, 6) == 6
    process_of(valkey).kill()
    assert accepted_at_once(limiter) == 4, "what Valkey had accepted still counts"
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    time.sleep(1)
    while not valkey.revive():
        time.sleep(0.01)
    assert accepted_at_once(limiter) == 10
    assert limiter.judge("a", STANDARD).remaining == 40, "an empty Valkey does not forgive what was accepted meanwhile"
    assert "Valkey again" in caplog.text


def test_a_frozen_valkey_costs_one_short_wait(valkey: Servers) -> None:
    limiter, process = Limiter(valkey.redis_url), process_of(valkey)
    limiter.judge("b", STANDARD)
    process.send_signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        assert accepted_at_once(limiter, 1000) == 10
        assert time.monotonic() - started < 0.9
    finally:
        process.send_signal(signal.SIGCONT)


NONSENSE = [
    b"+HELLO\r\n",
    b"$5\r\nabcde\r\n",
    b":1\r\n",
    b"*0\r\n",
    b"*5\r\n:1\r\n:1\r\n:1\r\n:9\r\n:1\r\n",
    b"-OOM\r\n",
    b"\xff\x00\r\n",
]


@pytest.mark.parametrize("greets", [True, False], ids=["after greeting", "from the start"])
@pytest.mark.parametrize("answer", NONSENSE, ids=repr)
def test_nonsense_from_valkey_counts_as_no_answer(answer: bytes, greets: bool) -> None:
    class Babbler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while received := self.request.recv(65536):
                greeting = greets and (b"SETINFO" in received or b"SELECT" in received)
                self.request.sendall(b"+OK\r\n" if greeting else answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Babbler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever).start()
        try:
            assert accepted_at_once(Limiter(f"redis://127.0.0.1:{server.server_address[1]}/0")) == 10
        finally:
            server.shutdown()


def test_threads_share_the_process_limiter_exactly() -> None:
    limiter, results = Limiter("redis://127.0.0.1:1/0"), []
    threads = [threading.Thread(target=lambda: results.append(accepted_at_once(limiter, 50))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(results) == 10


def test_the_process_limiter_forgets_the_longest_unseen_when_it_has_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter_module, "MAX_SUBJECTS", 3)
    limiter = ProcessLimiter()
    remaining = [limiter.judge(subject, STANDARD).remaining for subject in ("a", "b", "c", "a", "d", "a", "b")]
    assert remaining == [59, 59, 59, 58, 59, 57, 59]
