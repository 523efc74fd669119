"""What worker processes have imported before they are forked, so that none of them pays for it."""

import pipeline.engine.worker
import pipeline.jobs.build
import pipeline.jobs.check
import pipeline.jobs.extract
import pipeline.jobs.run
import pipeline.jobs.validate
import pipeline.units.page  # noqa: F401
