"""Every error the package raises on purpose.

::

    SummarizeError
    ├── UsageError            what was asked for cannot be done as asked (exit code 2)
    │   └── NothingToRead     no article could be read from what was given
    ├── ModelError            a model cannot be used
    │   ├── ModelNotFound     nothing stands where it was looked for
    │   ├── ModelRefused      it is there but is not safe to load (pickle weights, code of its own)
    │   └── ModelBroken       it is there but is not what it should be (digest, shape)
    ├── MissingExtra          an optional package is not installed; the message names the extra
    └── StateError            a saved state or an output folder cannot be used

One bad article raises nothing: it becomes a ``Problem`` and the run goes on.
A message says what happened, the value, what was expected and what to do.
"""


class SummarizeError(Exception):
    """Anything this package raises on purpose."""


class UsageError(SummarizeError):
    """What was asked for cannot be done as asked."""


class NothingToRead(UsageError):
    """No article could be read from what was given."""


class ModelError(SummarizeError):
    """A model cannot be used."""


class ModelNotFound(ModelError):
    """Nothing stands where the model was looked for."""


class ModelRefused(ModelError):
    """The model is not safe to load."""


class ModelBroken(ModelError):
    """The model is not what it should be."""


class MissingExtra(SummarizeError):
    """An optional package is not installed."""


class StateError(SummarizeError):
    """A saved state or an output folder cannot be used."""
