"""The text inside the XML of office files, walked without recursion: nesting is up to the file."""

from collections.abc import Container

from lxml import etree

NOT_TEXT = (etree.Comment, etree.ProcessingInstruction, etree.Entity)
SPACES = {"tab", "br", "cr"}


def words(element: etree._Element) -> str:
    """Text of Office Open XML: in `t`, a paragraph in `p`, wherever they stand."""
    found: list[str] = []
    etree.strip_elements(element, *NOT_TEXT, with_tail=False)
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        name = etree.QName(node).localname
        if event == "end":
            found.append("\n" if name == "p" else "")
        elif name == "Fallback":
            walk.skip_subtree()  # the same words again for old programs
        elif name == "t":
            found.append(node.text or "")
        elif name in SPACES:
            found.append(" ")
    return "".join(found)


def flow(element: etree._Element, blocks: Container[str], gaps: Container[str]) -> str:
    """Text of OpenDocument: everything inside `blocks`, where `gaps` stand for a space."""
    found: list[str] = []
    depth = 0
    etree.strip_elements(element, *NOT_TEXT, with_tail=False)
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_block = node.tag in blocks
        if event == "start":
            depth += is_block
            found.append(" " if node.tag in gaps else "")
            found.append(node.text or "" if depth else "")
        else:
            depth -= is_block
            found.append("\n" if is_block else "")
            found.append(node.tail or "" if depth else "")
    return "".join(found)
