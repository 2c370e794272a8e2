"""What was said: text and context in, Updates out. Pure, and the only home of jieba.

A message goes: normalise -> clauses -> tokens -> slots -> intents -> references -> updates.
docs/understanding.md walks one message through.
"""
