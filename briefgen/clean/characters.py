"""Classes of characters that several rules of this step ask for, as parts of patterns."""

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Chinese and everything set as wide as a Chinese character: quotes, dashes, full-width forms.
WIDE = HAN + r"\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff65"
SPACE = r" \t\u3000\u00a0\u2000-\u200a\u202f\u205f"
INVISIBLE = r"\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
STOPS = "。！？；…"  # end a sentence
CLOSERS = "”’）》〉】」』"
