"""The grammar of membership rules, for lark.

Operators may stand without their hyphen, and Microsoft's page itself writes some with an
en dash.  Precedence, from the tightest: comparisons, -not, -and, -or.  A condition after
-any or -all needs no parentheses when it is one comparison.
"""

GRAMMAR = r"""
?start: direct_reports | condition

direct_reports: DIRECT_REPORTS text

?condition: conjunction
          | conjunction (_OR conjunction)+      -> any_of
?conjunction: term
            | term (_AND term)+                 -> all_of
?term: _NOT term                                -> opposite
     | "(" condition ")"
     | comparison
     | PROPERTY QUANTIFIER item_condition       -> quantified
?item_condition: "(" condition ")" | comparison | _NOT item_condition -> opposite
comparison: subject OPERATOR value
          | subject OPERATOR "[" value ("," value)* "]" -> membership
subject: PROPERTY | ITEM

?value: text
      | NUMBER  -> number
      | TRUTH   -> truth
      | NULL    -> null
      | MOMENT  -> moment
      | NOW [SHIFT DURATION] -> from_now
text: DOUBLE_QUOTED | SINGLE_QUOTED

DIRECT_REPORTS: /direct\s+reports\s+for\b/i
_OR: /[-\u2013\u2014]?or\b/i
_AND: /[-\u2013\u2014]?and\b/i
_NOT: /[-\u2013\u2014]?not\b/i
QUANTIFIER: /[-\u2013\u2014]?(any|all)\b/i
OPERATOR.1: /[-\u2013\u2014]?(eq|ne|(not)?(startsWith|endsWith|contains|match|in)|le|ge)\b/i
SHIFT: /[-\u2013\u2014](plus|minus)\b/i
DURATION: /p[0-9a-z]+\b/i
PROPERTY: /[a-z]\w*\.[a-z]\w*/i
ITEM: /_(?!\w)/
DOUBLE_QUOTED: /"(?:[\\`]"|[^"\\`]|[\\`](?!"))*"/
SINGLE_QUOTED: /'(?:''|[^'])*'/
MOMENT.2: /\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[-+]\d{2}:\d{2})?)?/i
NUMBER.1: /-?\d+(\.\d+)?(?![\w.])/
TRUTH.1: /(true|false)\b/i
NULL.1: /\$?null\b/i
NOW.2: /system\.now\b/i
%ignore /\s+/
"""
