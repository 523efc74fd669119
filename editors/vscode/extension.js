// Starts `locpipe lsp` for Markdown pages and PO files, and tells what to do where it is not there.

const { commands, window, workspace } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const LANGUAGES = ["markdown", "mdx", "po"];
let client;

function made() {
  const settings = workspace.getConfiguration("locpipe");
  const run = {
    command: settings.get("command"),
    args: settings.get("arguments"),
    transport: TransportKind.stdio,
  };
  return new LanguageClient("locpipe", "locpipe", { run, debug: run }, {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{pipeline.toml,pyproject.toml,*.md,*.mdx,*.po}") },
  });
}

async function start() {
  client = made();
  try {
    await client.start();
  } catch (error) {
    const said = `locpipe does not start (${error.message}). Install it with "pipx install 'locpipe[lsp]'", or set locpipe.command.`;
    window.showErrorMessage(said);
  }
}

async function stop() {
  if (client) await client.stop().catch(() => undefined);
}

exports.activate = async (context) => {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(commands.registerCommand("locpipe.restart", restart));
  await start();
};

exports.deactivate = stop;
