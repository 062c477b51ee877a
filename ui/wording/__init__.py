"""Every English text of the browser's pages, one module a part of the page; nothing else holds words for people."""
