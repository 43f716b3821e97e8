"""Registration by Art. 13–17, 20 and 21(3) as pure rules: facts, acts and a given day in, a status or a refusal out.

Read :mod:`.workflow` first, the one table of who may do what when; :mod:`.case` derives where a declaration stands.
Nothing that time alone decides is stored, nothing here reads a clock, and every refusal is a :class:`.grounds.Ground`.
"""
