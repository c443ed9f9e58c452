"""Segmentation: documents → corpus. The only room that imports jieba."""
