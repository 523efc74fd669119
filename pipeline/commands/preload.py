"""What worker processes have imported before they are forked, so that none of them pays for it."""

import pipeline.commands.build
import pipeline.commands.check
import pipeline.commands.extract
import pipeline.commands.run
import pipeline.commands.validate
import pipeline.engine.worker
import pipeline.units.page  # noqa: F401
