#include "tools/manual/man_page.h"

#include "CLI/CLI.hpp"
#include "gtest/gtest.h"
#include "tools/commands/command_model.h"

namespace telusur {
namespace {

TEST(ManPageTest, SaysWhatTheDefinitionSays) {
  CLI::App program("Program.", "telusur");
  program.set_help_flag("-h,--help", "Help");
  CLI::App* command = program.add_subcommand("cari", "Looks for it.\n.Twice.");
  command->footer("  telusur cari a\\b --format x\n");
  command->set_help_flag("-h,--help", "Help");
  std::string format = "text";
  std::vector<std::string> words;
  command->add_option("--format", format, "How")
      ->type_name("text|json")
      ->capture_default_str();
  command->add_option("WORD", words, "What")->type_name("")->required();
  const std::string page =
      ManPage(DescribeCommand(program), DescribeSubcommands(program), "1.2");
  const size_t begin = page.find(".SH COMMANDS\n");
  ASSERT_NE(begin, std::string::npos);
  EXPECT_EQ(page.substr(0, 10), ".TH TELUSU");
  EXPECT_EQ(page.substr(begin, page.find(".SH EXIT") - begin),
            ".SH COMMANDS\n"
            ".SS telusur cari\n"
            "Looks for it.\n\\&.Twice.\n"
            ".PP\n.EX\n  telusur cari a\\eb \\-\\-format x\n.EE\n"
            ".TP\n\\fIWORD\\fR ...\nWhat (required)\n"
            ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nHelp\n"
            ".TP\n\\fB\\-\\-format\\fR \\fItext|json\\fR\nHow [text]\n");
}

}  // namespace
}  // namespace telusur
