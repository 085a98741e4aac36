"""Classes of characters that several rules of this step ask for, as parts of patterns."""

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Chinese and everything set as wide as a Chinese character: quotes, dashes, full-width forms.
WIDE = HAN + r"\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff65"
SPACE = r" \t\u3000\u00a0\u2000-\u200a\u202f\u205f"
# Zero-width characters, soft hyphens, marks of direction and of variants, control characters.
INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
)
# Latin vowels with the tone marks of pinyin; macron and caron stand in no other text we read.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
STOPS = "。！？；…"  # end a sentence
CLOSERS = "”’）》〉】」』"
