"""`python -m atlas_accounting.cli` is `atlas`."""

from atlas_accounting.cli.main import main

raise SystemExit(main())
