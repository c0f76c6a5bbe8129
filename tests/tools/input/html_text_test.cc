#include "tools/input/html_text.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

std::string Text(absl::string_view html) { return ExtractHtmlText(html).text; }

TEST(HtmlTextTest, TitleAndTextOfAPage) {
  HtmlText page = ExtractHtmlText(
      "<!DOCTYPE html><html><head><title>Harga &amp;\n Beras</title>"
      "<meta charset=utf-8><style>p { color: red }</style></head><body>"
      "<nav><ul><li>Beranda<li>Bisnis</ul></nav>"
      "<h1>Beras naik</h1><p>Harga <b>beras</b>nya naik.</p><p>Lagi.</p>"
      "<script>if (a < b) document.write('<p>x</p>');</script></body></html>");
  EXPECT_EQ(page.title, "Harga & Beras");
  EXPECT_EQ(page.text,
            "Beranda\nBisnis\nBeras naik\nHarga berasnya naik.\nLagi.");
}

TEST(HtmlTextTest, InlineElementsPartNoWordsAndBlocksDo) {
  EXPECT_EQ(Text("ber<i>jalan</i>-<b>jalan</b>"), "berjalan-jalan");
  EXPECT_EQ(Text("satu<br>dua<BR/>tiga<div>empat</div>lima"),
            "satu\ndua\ntiga\nempat\nlima");
  EXPECT_EQ(Text("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>"), "a b\nc");
  EXPECT_EQ(Text("  a \n\t b  "), "a b");
}

TEST(HtmlTextTest, MarkupThatShowsNothingIsLeftOut) {
  EXPECT_EQ(Text("a<!-- <p>x</p> -->b"), "ab");
  EXPECT_EQ(Text("a<!-->b<!--->c<!---->d"), "abcd");
  EXPECT_EQ(Text("a<!doctype x>b<?php x ?>c</ x>d"), "abcd");
  EXPECT_EQ(Text("a<style>x</style >b<script>x</script\n>c"), "abc");
  EXPECT_EQ(Text("a<SCRIPT>'</scripty>' </p></sCRIPT>b"), "ab");
  EXPECT_EQ(Text("a<noscript>x</noscript>b<template><p>x</p></template>c"),
            "abc");
  EXPECT_EQ(Text("a<style>x"), "a");
  EXPECT_EQ(Text("a<!-- x"), "a");
  EXPECT_EQ(Text("a<svg><title>x</title><script/>y</svg>"), "a\ny");
}

TEST(HtmlTextTest, OnlyTheFirstTitleCounts) {
  HtmlText page =
      ExtractHtmlText("<title>satu</title>x<svg><title>dua</title></svg>y");
  EXPECT_EQ(page.title, "satu");
  EXPECT_EQ(page.text, "x\ny");
  EXPECT_EQ(ExtractHtmlText("<title>a<b>c</title>").title, "a<b>c");
  EXPECT_EQ(ExtractHtmlText("<title>tanpa akhir").title, "tanpa akhir");
}

TEST(HtmlTextTest, AttributesMayHoldAngleBrackets) {
  EXPECT_EQ(Text("a<a title=\"x > y\" b='>' c = \">\">z</a>"), "az");
  EXPECT_EQ(Text("a<a title=x\"y>z"), "az");
  EXPECT_EQ(Text("a<a it's>z"), "az");
  EXPECT_EQ(Text("a<a b=\"never closed>z</a>"), "a");
  EXPECT_EQ(Text("a<b"), "a");
}

TEST(HtmlTextTest, LoneBracketsAreText) {
  EXPECT_EQ(Text("1 < 2 > 0 <3 <"), "1 < 2 > 0 <3 <");
}

TEST(HtmlTextTest, CharacterReferencesAreReplaced) {
  EXPECT_EQ(Text("a &lt;b&gt; &amp;amp; &quot;c&quot;"), "a <b> &amp; \"c\"");
  EXPECT_EQ(Text("&eacute;&Eacute;&#233;&#xE9;&#Xe9"),
            "\u00e9\u00c9\u00e9\u00e9\u00e9");
  EXPECT_EQ(Text("&ldquo;x&rdquo; &hellip; &euro;"), "\u201cx\u201d \u2026 €");
  EXPECT_EQ(Text("a&nbspb&copy2019"), "a\u00a0b\u00a92019");
  EXPECT_EQ(Text("&#147;x&#148;"), "\u201cx\u201d");
  EXPECT_EQ(Text("&#0;&#xD800;&#x110000;&#99999999999999;"),
            "\ufffd\ufffd\ufffd\ufffd");
  EXPECT_EQ(Text("&unknown; & &; &# &#x; &hellip"),
            "&unknown; & &; &# &#x; &hellip");
  EXPECT_EQ(Text("&notinx"), "\u00acinx");
  EXPECT_EQ(Text("x&#32;&#10;y"), "x y");
}

TEST(HtmlTextTest, HostilePagesTakeLinearTime) {
  std::string html;
  for (int i = 0; i < 500000; ++i) html += "<div>";
  EXPECT_EQ(Text(html + "x"), "x");
  html.clear();
  for (int i = 0; i < 500000; ++i) html += "<b a=" + std::to_string(i) + ">";
  EXPECT_EQ(Text(html + "x"), "x");
  EXPECT_EQ(Text(std::string(2000000, '<')).size(), 2000000);
  EXPECT_EQ(Text(std::string(2000000, '&')).size(), 2000000);
  html.clear();
  for (int i = 0; i < 500000; ++i) html += "<script>";
  EXPECT_EQ(Text(html), "");
  html.clear();
  for (int i = 0; i < 300000; ++i) html += "<title></tit";
  EXPECT_EQ(Text(html), "");
}

}  // namespace
}  // namespace telusur
