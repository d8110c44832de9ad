"""Disputes: who says what (claims), what is contested between whom (disputes), and names of disputed places."""

from services.runtime.processor import Annotate, Processor


def _build() -> Annotate:
    from services.disputes.annotate import Annotator

    return Annotator()


PROCESSOR = Processor(name="disputes", version="0.4.0", build=_build, requires=("entities",))
