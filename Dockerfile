# One image for migrate, api and worker (docker-compose.yml says which command each runs).

FROM node:20.20.2-bookworm-slim AS build
# better-sqlite3 compiles at install; the headers are in the Node image itself, so nothing is fetched for it.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates g++ make python3 && rm -rf /var/lib/apt/lists/*
ENV SCARF_ANALYTICS=false npm_config_nodedir=/usr/local npm_config_update_notifier=false
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev
# The Temporal SDK brings its native half for five platforms, some 25 MB each, and the sources of it: only ours can run here.
RUN cd node_modules/@temporalio/core-bridge \
 && for release in releases/*; do case "$release" in *"$(uname -m)-unknown-linux-gnu") ;; *) rm -rf "$release" ;; esac; done \
 && test -d "releases/$(uname -m)-unknown-linux-gnu" \
 && rm -rf sdk-core src

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production SCARF_ANALYTICS=false BEACHHEAD_DATA_DIR=/var/lib/beachhead
WORKDIR /app
# For TLS to a Temporal cluster elsewhere.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN install -d -o node -g node /var/lib/beachhead
# The files stay root's: the program can read itself and change nothing.
USER node
EXPOSE 7400
CMD ["node", "dist/apps/api/main.js"]
