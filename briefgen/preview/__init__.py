"""`briefgen preview`: the page as it will be, beside what editors may change of it, in a browser.

A server on this computer only (`server`, `app`, `guard`) has a process of its own make the pages
with the code of `build` (`worker`, `maker`); what is saved, in the browser or elsewhere, is noticed
(`watch`), kept (`files`, `history`) and told to every open page (`feed`).
"""
