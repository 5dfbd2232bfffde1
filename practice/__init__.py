"""Extra practice that a model proposes and that is verified before anybody sees it.

One half knows no network: what a proposal is (`spec`), what must hold of it (`checks`, `verify`), how it becomes a
question (`render`). The other fetches proposals ahead of need: what is asked (`request`), the one way out (`door`),
what it may cost (`money`), where it is kept (`bank`), and who works (`jobs`).
"""
