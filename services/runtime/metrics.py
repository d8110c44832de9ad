"""Every metric there is, each with one sentence. No article id, url or message ever becomes a label."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_WORK = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)

RECEIVED = Counter("dateline_records_received_total", "Records that a service took from its source topic.", ["service"])
PRODUCED = Counter("dateline_records_produced_total", "Records that the broker acknowledged, by topic.", ["service", "topic"])
DEAD_LETTERS = Counter("dateline_dead_letters_total", "Records that were set aside, by reason.", ["service", "code"])
REPEATED = Counter("dateline_repeats_dropped_total", "Records that were not published, since the same was published last.")
FAILED_LAYERS = Counter("dateline_failed_layers_total", "Records that went on with a failed layer.", ["service"])
RETRIES = Counter("dateline_retries_total", "Attempts repeated after trouble that passes, by its place.", ["service", "what"])
STEP_SECONDS = Histogram("dateline_step_seconds", "Time that one record's own work took.", ["service"], buckets=_WORK)
BATCH_SECONDS = Histogram(
    "dateline_batch_seconds",
    "Time from taking a batch to the last acknowledgement.",
    ["service"],
    buckets=_WORK,
)
LAG = Gauge("dateline_lag_records", "Records that wait in this worker's partitions.", ["service"])
PARTITIONS = Gauge("dateline_assigned_partitions", "Partitions that this worker reads.", ["service"])

ACCEPTED = Counter("dateline_articles_accepted_total", "Articles that ingest has put on disk and answered 202 for.")
REFUSED = Counter("dateline_articles_refused_total", "Articles and bodies that ingest refused, by dead-letter code.", ["code"])
REQUESTS = Counter("dateline_http_requests_total", "Requests that ingest answered, by status.", ["status"])
OUTBOX_ROWS = Gauge("dateline_outbox_records", "Accepted articles that wait in the outbox or are on their way from it.")
OUTBOX_BYTES = Gauge("dateline_outbox_bytes", "Bytes of those articles.")
PENDING_BYTES = Gauge("dateline_http_pending_bytes", "Bytes of request bodies that ingest is at work on.")
