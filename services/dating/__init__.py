"""Dating: when. Adds the layer `dates`: the document's own time, expressions of time, and dated events."""

from services.runtime.processor import Annotate, Processor


def _build() -> Annotate:
    from services.dating.annotate import DatingAnnotator

    return DatingAnnotator()


PROCESSOR = Processor(name="dating", version="0.4.0", build=_build, requires=("entities",))
