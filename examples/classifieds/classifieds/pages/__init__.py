"""The site's pages, one module for each part of them."""
