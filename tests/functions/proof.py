"""Files as people give them for proof, as small as such a file can be."""


def pdf(title: str = "proof") -> bytes:
    """A PDF of one empty page; files of different titles (ASCII) are different files."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>",
        f"<</Title({title})>>",
    ]
    text, places = "%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer<</Size {len(parts) + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{len(text)}\n%%EOF\n"
    return f"{text}{end}{trailer}".encode("ascii")
