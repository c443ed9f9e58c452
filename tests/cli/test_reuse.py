"""`reuse --source`: what is read, and what is compared with what."""

TEXT = "各地要坚持产教融合校企合作，推动形成产教良性互动、校企优势互补的发展格局。"


def folders(tmp_path):
    for name, texts in {"own": (TEXT, TEXT), "law": (TEXT, "无关的文字")}.items():
        (tmp_path / name).mkdir()
        for i, text in enumerate(texts):
            (tmp_path / name / f"{name}{i}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "own", tmp_path / "law"


def test_documents_are_compared_with_those_of_the_folder_alone(cntext, tmp_path):
    own, law = folders(tmp_path)
    found = cntext("reuse", own, "--source", law, "-f", "json").json["rows"]
    assert [(r["source"], r["document"]) for r in found] == [
        ("law0.txt", "own0.txt"), ("law0.txt", "own1.txt")]  # fmt: skip
    shares = cntext("reuse", own, "--source", law, "--summary", "-f", "json").json["rows"]
    assert [(r["document"], r["own"]) for r in shares] == [("own0.txt", 0), ("own1.txt", 0)]


def test_a_lexicon_is_offered_only_where_it_is_used(cntext, tmp_path):
    (tmp_path / "a.txt").write_text("教育", encoding="utf-8")
    assert "--lexicon" not in cntext("reuse", "--help").text
    assert "No such option" in cntext("reuse", "--no-lexicon", tmp_path / "a.txt", code=2).err
    assert "--lexicon" in cntext("coword", "--help").text


def test_a_source_that_is_not_there_is_wrong_usage(cntext, tmp_path):
    own, _ = folders(tmp_path)
    result = cntext("reuse", own, "--source", tmp_path / "none", code=2)
    assert "no such file or folder" in result.err


def test_text_shows_each_passage_with_its_changes(cntext, tmp_path):
    own, law = folders(tmp_path)
    (own / "own1.txt").write_text(TEXT.replace("推动", "加快"), encoding="utf-8")
    lines = cntext("reuse", own, "--source", law, "-f", "text").text.splitlines()
    assert lines[0] == "law0.txt:1 → own0.txt:1  34 letters, similarity 1.000"
    assert "[-推动-]{+加快+}" in lines[4]
    assert max(map(len, lines)) <= 80
