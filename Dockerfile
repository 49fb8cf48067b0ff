# The README's commands, and nothing else: what it needs beside Python 3.11, the install, the page.
FROM python:3.11-slim
RUN apt-get update && apt-get install -y --no-install-recommends git make && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 1000 reader
USER reader
WORKDIR /home/reader/summarize
COPY --chown=reader . .
RUN make install
EXPOSE 7860
CMD [".venv/bin/summarize", "serve", "--host", "0.0.0.0"]
