"""The parts of formats that others have published as JSON: frozen, closed, and named as their standard names them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Published(BaseModel):
    """A part of such a format; what is None is not written."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    def written(self) -> str:
        """The part as a JSON document."""
        return self.model_dump_json(indent=2, by_alias=True, exclude_none=True) + "\n"
