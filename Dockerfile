# The image of Rapport: the compiled server with its production packages, and the built dashboard.
FROM node:24-bookworm AS build
WORKDIR /app
# What decides which packages are installed comes first, so that a change of the sources alone installs nothing again.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/web/package.json apps/web/
COPY libs/common/package.json libs/common/
COPY libs/providers/package.json libs/providers/
COPY libs/sdk/package.json libs/sdk/
COPY tools/ tools/
RUN node tools/install.mjs
COPY . .
RUN node tools/build.mjs
RUN npx --yes pnpm@10.34.9 --config.inject-workspace-packages=true --filter @rapport/api deploy --prod /out

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app/apps/api
COPY --from=build /out/package.json ./
COPY --from=build /out/node_modules/ node_modules/
COPY --from=build /app/apps/api/dist/ dist/
COPY --from=build /app/apps/web/dist/ /app/apps/web/dist/
# The database of a single container, uploads and the keys that protect stored credentials.
RUN install --directory --owner=node --group=node --mode=700 /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
