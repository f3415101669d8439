/* telex without a subcommand: the screen. */
#include "base/clock.h"
#include "cli/cli.h"
#include "screen/screen.h"

int cli_screen(struct cli *c)
{
    struct err err = { 0 };
    const struct screen_setup setup = {
        .codeset = c->codeset, .data = c->data_dir, .sources = c->sources_path, .config_path = c->config_path,
        .config = &c->config, .clock = clock_system(),
    };
    return screen_run(&setup, &err) < 0 ? cli_fail_err(c, &err) : CLI_DONE;
}
