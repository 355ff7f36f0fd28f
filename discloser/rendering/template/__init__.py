"""The machinery of the template language; `discloser.rendering.subset` is its only door."""
