"""An optional translator for what the glossary cannot say: asked by hand, never by a build."""
