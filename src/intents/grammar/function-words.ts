import type { Statistic } from '../intent.ts';

/**
 * The words of plain English that give a question its shape. Nothing here is about any dataset:
 * what a dataset's members are and do is said in the catalogue alone.
 */

const lines = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s*[,\n]\s*/)
    .filter((phrase) => phrase !== '');

/** Phrases by what they do in a question. */
export const cues = {
  /** Said for politeness or grammar; leaving it out changes nothing. */
  filler: lines(`
    health check, health check on, book, book of business, my book, qbr, prep, 
    deep dive, deep dive on, deep dive into, most common, commonest, around, close to, near, nearly, almost, circa, 
    soon, selling, who sell, that sell, agents selling, already now, 
    as well, okay so, so what, i meant, i mean, meant, sorry, again, then what, 
    among, amongst, lately, recently enough, usually, normally, typically speaking, overall speaking, roughly, approximately, about how, across all of, through all of, 
    available, exist, exists, supported, possible, chart, chart of, charts, graph, graph of, plot, plot of, table, table of, pie chart, bar chart, visualize, visualise, draw, diagram, 
    w, health, health of, how long, how long does it take, how long do, how long does, how fast, how fast do, how quick, how quickly, how slow, how slowly, how often, how high, how low, 
    went, gone, goes, turned, became, become, first, annually, yearly, annual, in detail, 
    a, an, the, of, for, on, at, to, as, it, its, it's, so, then, there, that's, my, our, your, their, his, her, some, any, please, pls, plz, asap, fyi, kindly,
    thanks, thank you, thx, cheers, hey, hi, hello, ok, okay, well, uh, um, hmm, oh, dear, just, really, very, quite, quickly, quick, actually, maybe, perhaps,
    i, i'd, i'm, i'll, me, we, we'd, we're, us, you, they, they're, he, she, myself, let, lets, let's, be, been, being, is, are, am, was, were, isn, do, does, did, doing,
    done, has, have, had, having, can, could, would, will, should, shall, may, might, must, want, wanna, need, needs, like, love, wish, wondering, wonder, curious,
    show, showing, display, give, giving, tell, get, getting, got, see, view, list, lookup, look, looking, look at, check, fetch, pull, pull up, bring, bring up, find,
    know, report, report on, print, return, present, output, grab, hand, run, calculate, compute, work out, figure out, provide, share, send, query, search, explore, analyze, analyse, study,
    what, what's, whats, what is, what are, how, how's, hows, how is, how are, which, when, where's, that, who are, who is, who's, whose, in, into, from, with, within, where, having, whether, if, about, regarding,
    concerning, right now, now, currently, current, at the moment, at present, today's, these days, as of now, as of today, so far, latest,
    segment, segments, group of, category, kind, kinds, type, types, sort of, level, levels, score, scores, rate, rates, value, values, figure, figures, number, numbers, metric, metrics,
    data, stats, stat, statistics, kpi, kpis, result, results, measure, measures, point, points, status, picture, information, info, details, detail, overview, summary, rundown, update on, snapshot, numbers for, report for,
    take, takes, taking, took, taken, make, makes, making, made, generate, generates, generated, generating, produce, produces, bring in, brings in, how healthy is, how healthy are, how good is, how good are, how good was, how good were, how bad was, how bad were, how healthy was, how healthy were, sharply, slightly, significantly, steadily, dramatically, noticeably, a lot, a bit, a little, how well, how bad is, how bad are,
    doing, do on, going, perform, performs, performed, performing, faring, holding up, looking like, look like, looks, looks like, stand, stands, standing, come, comes, coming, keep, keeping,
    record, records, entry, entries, account, accounts, profile, profiles, one, ones, folks, guys, customers, customer, clients, client, crowd, bunch, cohort, cohorts, base, population, set of,
    also, too, both, either, only, still, yet, even, ever, already, actually, specifically, particularly, especially, mainly, simply, basically, generally, in general, in terms of, terms of, when it comes to, with respect to, with regard to, based on, according to, given,
    how expensive, how expensive is it, how costly, how costly is it, how much does it cost, how much it costs, able, absolutely, actual, along, although, anyhow, anyway, ask, asked, asking, because, believe, briefly, certain, clearly, deck, directly, due, easily, fact, in fact, fairly,
    far, fine, full, fully, further, guess, happen, happens, happened, happening, hope, hopefully, however, idea, any idea, immediately, important, indeed, interested, itself, kept,
    main, matter, mind, moment, mostly, necessary, often, onto, ours, theirs, own, page, pick, place, plain, presentation, pretty, same time, the same time, this time, at this time, same day, the same day, same period, the same period, probably, properly, ready, related, related to,
    remind, request, required, right, seem, seems, situation, side, slide, slides, somehow, something, sometimes, somewhat, specific, spreadsheet, dashboard, stuff, such, such as, sure,
    thing, things, think, thought, therefore, thus, together, toward, towards, truly, try, tried, trying, understand, unfortunately, upon, useful, usual, various, via, way, the way,
    whatever, whenever, wherever, which of, eod, lol, haha, mate, dude, buddy, friend, sir, madam, boss, manager, my boss, my manager, portfolio, my portfolio, glance, at a glance, update me on,
    total of, should be, must be, needs to be, has to be, here, out, up, off, are there, there are, is there, do we have, we have, have we got, can you, could you, would you, i want, i need, i want to know, i would like, i'd like, need to know,
    belong, belongs, belonging, falls, fall, say, says, said, mean to say, work, works, working, operate, operating, operates, based, located, specialize, specializing, specialise, specialising, focus, focused, focusing on, focused on, live, living, serve, serving, sell in, deal in, dealing in, sit, sits, sitting
  `),
  all: lines(
    'everyone, everybody, all, all of, all the, fleet, whole fleet, entire fleet, the whole fleet, across the fleet, fleet wide, fleetwide, overall, total fleet, company wide, companywide, platform wide, across the board, the board, whole, entire, everything, the whole team, my team, our team, whole team, my people, total population, the rest of the fleet, globally, global, in total, altogether',
  ),
  by: lines(
    'break that down by, break it down by, break them down by, break this down by, break those down by, split that by, split it by, split them by, split those by, group them by, group those by, group that by, group it by, slice it by, slice that by, broken out by, break out by, cut by, slice by, sliced up by, arranged by, organized by, organised by, separated by, categorized by, categorised by, itemized by, sorted into, clustered by, bucketed by, for every single, by, per, across, split by, split across, split on, broken down by, broken by, break down by, breakdown by, break down per, grouped by, group by, grouped on, for each, each, every, in each, within each, by each, for every, for each of the, of each, sliced by, slice by, segmented by, segment by, as a function of, depending on, distributed by, distributed across, vary by, varies by, vary across, differ by, differs by, differ across, according to',
  ),
  split: lines(
    'slice, sliced, slice up, broken out, break out, segmented, separate, separated, categorize, categorise, bucket, divvy up, distribution, distribution of, distribution by, distribution across, distributed, distribute, breakdown, breakdown of, breakdown for, break down, broken down, split, split of, split up, mix, mix of, composition, composition of, make up of, makeup, spread, spread of, histogram, histogram of, spread across, share by, divide, divided by, divided',
  ),
  compare: lines(
    'compare, comparing, compares, compared, comparison, comparison of, comparison between, difference, differences, difference between, differences between, the difference between, diff, diff between, gap, gap between, contrast, side by side, head to head, stack up, stacks up',
  ),
  versus: lines(
    'vs, versus, vs., v, against, compared to, compared with, relative to, as opposed to, as against, or rather, in comparison to, in comparison with, next to',
  ),
  than: lines('than, than the, than do, than are, than those'),
  more: lines(
    'quicker, longer, shorter, stronger, weaker, more, less, better, worse, higher, lower, faster, slower, greater, bigger, smaller, larger, fewer',
  ),
  others: lines(
    'others, the others, other, the rest, rest, everyone else, everybody else, all others, all other, the other ones, anyone else',
  ),
  rank: lines(
    'rank, ranks, ranked, ranked by, rank by, ranking, ranking by, ranking of, sort, sort by, sorted, sorted by, order, order by, ordered by, leaderboard, leaderboard by, leader board, top list, league table',
  ),
  attention: lines(
    'call first, call, attention, need attention, needs attention, worry about, worry, worried about, worried, concerned about, prioritize, prioritise, priority, priorities, look at first, look after, should i focus on, should we focus on, to focus on, focus on first, reach out, reach out to, contact, contact first, help first, help most, save, save first, talk to, talk to first, speak to, speak with, check in with, check on, follow up with, intervene, needs help, need help, in trouble, in danger, trouble, most urgent, urgent, urgently, critical, watch out for, phone first, ring first, visit first, act on, start with, pay attention to, watch first, worrying, concerning most, first, need my attention, needs my attention',
  ),
  who: lines('who, whom, which ones, anyone, anybody, someone, somebody, who should, those who'),
  count: lines(
    '#, # of, percentage of, percent of, share of, portion of, proportion of, what share of, what percentage of, fraction of, how many, count, counts, count of, number of, the number of, headcount, head count, how big is, how large is, size, size of, tally, quantity, quantity of, amount of, total number of, total count, total count of, nr of, no of, num of, num, howmany, many, how much',
  ),
  and: lines(
    'and, as well as, plus, along with, together with, and also, in addition to, then, but, but only, who also, while, whilst',
  ),
  or: lines('or, or else, and/or'),
  /** What people do with what is counted: "tickets filed by teams". */
  deed: lines(
    'create, creates, created, creating, file, files, filed, filing, open, opened, opens, submit, submits, submitted, raised, raises, post, posts, posted, publish, publishes, published, write, wrote, written, enter, entered, upload, uploaded, hold, holds, held, teach, teaches, taught, attend, attends, attended, receive, receives, received',
  ),
  /** Common words that are no slips of others, and that say something which cannot be asked. */
  opaque: lines(
    'turn, stop, none, nobody, nothing, always, forget, forgot, wrong, former, once, twice, several, later, worth, last summer, last winter, last spring, last autumn, last season, last decade, last century, last weekend, last christmas, last easter, alone, nice one, hers',
  ),
  /** Something more beside what was asked before. */
  add: lines('add, adding, include, add in'),
  to: lines('up to and including, through, thru, till'),
  between: lines(
    'between, btw, betw, b/w, in between, in the range, in the range of, ranging from, range from, anywhere from, ranging between, range',
  ),
  not: lines(
    "not, no, non, isn't, isnt, aren't, arent, is not, are not, don't, dont, doesn't, doesnt, do not, does not, didn't, didnt, hasn't, hasnt, haven't, havent, wasn't, weren't, never, neither, nor, excl, excluding, exclude, excludes, except, except for, other than, but not, apart from, aside from, besides, minus, outside, outside of, not in, not from, not on, not the, not including, leave out, leaving out, ignoring, ignore, all but, anything but, everyone but, everyone except, all except, everything but, everything except, w/o",
  ),
  without: lines('without, lacking, lack, missing'),
  using: lines(
    'using, use, uses, used, who use, that use, have enabled, enabled, with access to, with active, have active, running, subscribed to, adopted, adopting, turned on, activated, equipped with, works with',
  ),
  where: lines(
    'where, whose, such that, for which, filter, filter by, filtered by, filtered on, limited to, restricted to, given that',
  ),
  new: lines('new, newly, newest, recent, recently, most recent, fresh'),
  update: lines(
    'lower, set, update, change, adjust, edit, modify, correct, assign, overwrite, put, make, should be, must be, needs to be, has to be, fix, revise, raise, lower to, increase, decrease, reduce, bump, boost',
  ),
  destroy: lines(
    'delete, remove, drop, erase, purge, wipe, wipe out, destroy, truncate, kill, get rid of, deactivate, terminate, ban, clear, reset, fire, cancel, unsubscribe, suspend, archive, rm, nuke, throw away, delete from, drop table, shut down, disable',
  ),
  help: lines(
    'help, help me, what can vitals do, what does vitals do, what is vitals, questions, question, what questions, which questions, you answer, can you answer, can i ask, sample questions, example questions, some examples, commands, command, what can you do, what can i ask, what can i do, what can i type, what can i say, how does this work, how do i use this, how to use, how to use this, how do you work, how do i use you, instructions, manual, usage, examples, example, options, what do you do, what do you know, what do you understand, what are you, who are you, get started, getting started, what else can you do, tutorial, guide, menu, syntax, documentation, docs, how does it work, ayuda, man',
  ),
  greeting: lines(
    'hello, hi, hey, good morning, good afternoon, good evening, howdy, yo, greetings, morning, afternoon, evening, quick one, quick question, hi there, hello there, hey there, thanks, thank you',
  ),
  profile: lines(
    "who is, who's, whos, profile, profile of, profile for, the profile of, about, tell me about, info on, information on, information about, info about, details on, details of, details for, details about, look up, lookup, search for, find, pull up, show me, show, open, card, card for, card of, record of, record for, dossier, find me, everything about, everything on, bring up, display, where is, do you know, view, see, get, fetch, what about, how is, how's",
  ),
  those: lines(
    'those, these, them, of those, of these, of them, among those, among these, among them, that group, this group, the same, same, same for, same but, the same for',
  ),
  instead: lines(
    'instead, rather, what about, how about, and what about, and how about, now show, now, and now, now by, switch to, only, just, only the, just the, narrow to, narrow down to, narrow it to',
  ),
  ago: lines('ago, back, earlier'),
  since: lines(
    'since, ever since, starting, starting from, starting in, starting on, beginning, as of, as from, from, on or after, no earlier than, not before',
  ),
  after: lines('after, later than, past the'),
  before: lines('before, prior to, earlier than, preceding, not since, ahead of'),
  until: lines('until, till, up until, on or before, no later than, through, up to'),
  during: lines(
    'in, on, ovr, over the course of, in the course of, during, within, within the, in the, over the, over, for, throughout, inside, inside of, the',
  ),
  last: lines(
    'last, past, previous, prior, preceding, trailing, most recent, recent, the last, the past, the previous, in the last, in the past, over the last, over the past, within the last, within the past, for the last, for the past, during the last, during the past, latest, lst, pst, prev, ovr the last, ovr the past, ovr last, since the last',
  ),
  this: lines('this, the current, current'),
  next: lines('next, upcoming, following, tomorrow, coming'),
  /** What no figure that is kept can tell. */
  history: lines(
    'decile, deciles, standard deviation, std dev, std deviation, stddev, deviation, variance, correlation, correlate, correlated, quartile, quartiles, p95, p99, p75, p25, p10, outliers, regression, forecast, forecasts, predict, predicted, prediction, tomorrow, future, the future, in future, in the future',
  ),
  /** Figures day by day, of as many days as are said beside it. */
  trend: lines(
    'trend, trends, trend of, trend for, trend in, trends in, trending, the trend of, over time, trend over time, through time, historical, historically, history, history of, historic, time series, timeseries, evolution, evolution of, evolve, evolves, evolved, evolving, develop, develops, developed, developing, development, development of, progression, progression of, trajectory, heading, headed, rolling, chart it, chart that, graph it, graph that, plot it, plot that, time line, timeline, trend line, trend lines, trendline, trend chart, trend graph, line chart, line chart of, line graph, day by day, by day, per day, each day, every day, daily, daily figures, day to day, ytd, mtd, qtd, year to date, month to date, quarter to date, week to date, wtd',
  ),
  /** Figures by what is longer than a day, in which none are kept. */
  coarse: lines(
    'weekly, monthly, quarterly, by week, by month, by quarter, by year, per week, per month, per quarter, per year, each week, each month, every week, every month, week by week, month by month',
  ),
  /** What figures do from one day to another. */
  change: lines(
    'changed, changes, change, changing, change in, change of, changes in, changes to, changed over, the change in, delta, delta of, delta in, rise, rises, rose, risen, rise in, rising, increase, increases, increased, increase in, increasing, drop, drops, dropped, drop in, dropping, fall, fell, fallen, fall in, falling, decrease, decreases, decreased, decrease in, decreasing, decline, declines, declined, decline in, declining, improve, improves, improved, improvement, improvement in, improving, worsen, worsened, worsening, grow, grew, grown, growing, climb, climbed, climbing, shrink, shrank, shrunk, shrinking, go up, goes up, went up, gone up, going up, go down, goes down, went down, gone down, going down, down, up or down, up from, down from, lose, lost, gain, gained, swing, swung, got better, got worse, gotten better, gotten worse, getting better, getting worse, get better, get worse, moved, trended',
  ),
  offTopic: lines(
    'weather, joke, jokes, news, football, soccer, sport, sports, recipe, recipes, poem, poems, song, songs, sing, movie, movies, music, lunch, dinner, pizza, coffee, bitcoin, crypto, stock price, stocks, horoscope, politics, president, election, password, passwords, salary, salaries, credit card, social security, ssn, bank account, home address, medical, religion, capital of, translate, translation, javascript, python code, write code, meaning of life, what time is it, time is it, time zone, flight, flights, hotel, hotels, restaurant, restaurants, birthday, birthdays, holiday, holidays, vacation, love you, marry, story',
  ),
  /** Comparative figures that the figures at hand cannot answer. */
  why: lines(
    'driving, drives, causing, causes, what is behind, whats behind, why, how come, what causes, what drives, reason for, reasons for, cause of, explain, because of, what explains',
  ),
} as const;
export type Cue = keyof typeof cues;

export const statisticWords: Readonly<Record<Statistic, readonly string[]>> = {
  average: lines('average, avg, mean, averages, averaged, on average, arithmetic mean, avg.'),
  median: lines('median, medians, p50, 50th percentile, typical, typically, middle value, fiftieth percentile'),
  p90: lines(
    'p90, 90th percentile, 90 percentile, 90th, percentile 90, p 90, ninetieth percentile, 90th pct, 90 pct, 90th centile, 90%ile',
  ),
  total: lines(
    'total, sum, totals, sums, sum of, total of, sum total, combined, cumulative, aggregate, aggregated, summed, sum up, add up, adds up, grand total, in sum',
  ),
  min: lines('min, minimum, minimal, the minimum, floor'),
  max: lines('max, maximum, maximal, the maximum, peak, ceiling'),
};

/** `loose` phrases compare with a number that follows; `suffixWords` stand after it. */
export const operatorWords = {
  '<': lines(
    'dropped below, drops below, fell below, falls below, fallen below, went below, goes below, less, lower, smaller, fewer, inferior, under, below, less than, fewer than, lower than, smaller than, beneath, worse than, shorter than, not reaching, up to but not including, inferior to, is less than, are below, is below, is under, lt, faster than, quicker than, younger than',
  ),
  '<=': lines(
    "at most, no more than, not more than, not over, not above, no higher than, not higher than, up to, maximum of, max of, a maximum of, less than or equal to, less or equal to, less than or equal, not exceeding, lte, no greater than, not greater than, no longer than, within, below or equal to, at or below, at or under, doesn't exceed, does not exceed, or less than",
  ),
  '>': lines(
    'rose above, rises above, climbed above, went above, goes above, went over, goes over, more, higher, greater, bigger, larger, superior, over, above, more than, greater than, higher than, bigger than, larger than, exceeding, exceeds, exceed, beyond, better than, longer than, in excess of, north of, upwards of, superior to, is more than, are above, is above, is over, gt, upward of, exceeded, slower than, older than, past, more then, less then not',
  ),
  '>=': lines(
    'at least, no less than, not less than, not under, not below, no lower than, not lower than, no fewer than, minimum of, min of, a minimum of, greater than or equal to, more than or equal to, greater or equal to, greater than or equal, gte, starting at, from at least, above or equal to, at or above, not fewer than',
  ),
  '=': lines('exactly, equal to, equals, equal, precisely, exactly at, exactly equal to, is exactly, of exactly, eq'),
} as const;

export const suffixOperatorWords = {
  '>=': lines(
    'or more, or higher, or above, or over, or greater, or better, and above, and up, and over, or up, or longer, and more, and higher, upwards, or bigger, minimum, at least, or older, or later, and later, or after, onwards, onward, or newer',
  ),
  '<=': lines(
    'or less, or lower, or below, or under, or fewer, or worse, and below, and under, or shorter, and less, and lower, and down, tops, at most, or smaller, maximum, max, or earlier, and earlier, or before',
  ),
} as const;

/** Ends of a scale: by size, by worth (which the metric's direction decides), or by speed. */
export const orderWords = {
  highest: lines(
    'top, highest, most, biggest, largest, greatest, longest, maximum number of, most of, top most, topmost, high to low, descending, desc, highest first, from highest to lowest, priciest, slowest by, heaviest, upper, costliest, most expensive',
  ),
  lowest: lines(
    'bottom, btm, lowest, least, fewest, smallest, shortest, tiniest, low to high, ascending, asc, lowest first, from lowest to highest, lightest, lower end, cheapest, least expensive',
  ),
  best: lines(
    'best, strongest, finest, best performing, top performing, leading, nicest, greatest performing, best first, star, stars, top performer, top performers, best performer, best performers, healthiest, best in class',
  ),
  worst: lines(
    'worst, weakest, poorest, worst performing, lowest performing, worst first, low performer, worst performer, worst performers, underperforming, under performing, struggling, laggards, bottom performers, poorest performing, underperformers, most concerning, most worrying',
  ),
  fastest: lines('fastest, quickest, speediest, swiftest'),
  slowest: lines('slowest, most slow, laziest'),
} as const;
export type OrderWord = keyof typeof orderWords;

/** Adjectives that put a metric beside its own thresholds. */
export const levelWords = {
  high: lines(
    'high, elevated, large, big, strong high, very high, really high, too high, highly, a lot of, lots of, high risk of, heavy, raised, many',
  ),
  low: lines('low, small, little, very low, really low, too low, few, poor low, tiny, lowered, insufficient'),
  medium: lines('medium, moderate, mid, middling, middle'),
  good: lines('good, great, excellent, strong, healthy, nice, solid, outstanding, satisfactory'),
  bad: lines(
    'bad, poor, terrible, weak, awful, unhealthy, horrible, concerning, problematic, disappointing, alarming, dangerous, poorly',
  ),
  fast: lines('fast, quick, short, speedy, rapid, swift'),
  slow: lines('slow, long, sluggish, lengthy'),
  rising: lines(
    'rising, positive, improving, increasing, going up, upward, climbing, growing, up trending, on the rise, improved',
  ),
  falling: lines(
    'falling, negative, declining, decreasing, dropping, going down, downward, worsening, shrinking, sinking, slipping, deteriorating, on the decline, getting worse, declined',
  ),
} as const;
export type LevelWord = keyof typeof levelWords;

export const unitWords = {
  day: lines('day, days, d'),
  hour: lines('hour, hours, hr, hrs, h'),
  minute: lines('minute, minutes, min, mins'),
  fortnight: lines('fortnight, fortnights'),
  week: lines('week, weeks, wk, wks, w'),
  month: lines('month, months, mo, mos, mths, mth, mnth, mnths'),
  quarter: lines('quarter, quarters, qtr'),
  halfYear: lines('half year, half years, half a year, a half year'),
  year: lines('year, years, yr, yrs, y'),
  percent: lines('percent, %, pct, per cent, percentage points'),
  dollar: lines('dollar, dollars, usd, bucks, $, us dollars'),
  thousand: lines('k, thousand, grand'),
  million: lines('m, million, mil, mm, mn'),
  point: lines('point, points, pts, pt'),
} as const;
export type UnitWord = keyof typeof unitWords;

export const numberWords: Readonly<Record<string, number>> = {
  zero: 0,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  'twenty five': 25,
  thirty: 30,
  'thirty five': 35,
  forty: 40,
  'forty five': 45,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  'seventy five': 75,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  'a hundred': 100,
  'one hundred': 100,
  dozen: 12,
  'a dozen': 12,
  'a couple of': 2,
  'couple of': 2,
  'a couple': 2,
  'a million': 1_000_000,
  'one million': 1_000_000,
  'half a million': 500_000,
  'a thousand': 1_000,
  'one thousand': 1_000,
  half: 0.5,
};

export const monthWords: readonly (readonly string[])[] = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];

/** Quarters of a year, counted from 1. */
export const quarterWords: readonly (readonly string[])[] = [
  ['q1', 'first quarter'],
  ['q2', 'second quarter'],
  ['q3', 'third quarter'],
  ['q4', 'fourth quarter', 'final quarter'],
];

export const dayWords: Readonly<Record<string, number>> = {
  today: 0,
  yesterday: 1,
  yest: 1,
  yday: 1,
  'day before yesterday': 2,
  'the day before yesterday': 2,
  'last night': 1,
};

/** Comparisons with a time before, and how many days before it is. */
export const periodWords: Readonly<Record<string, number>> = {
  ...period(1, ['day over day', 'day on day', 'dod']),
  ...period(7, ['week over week', 'week on week', 'week vs week', 'wow']),
  ...period(30, ['month over month', 'month on month', 'month to month', 'month vs month', 'mom']),
  ...period(90, ['quarter over quarter', 'quarter on quarter', 'qoq']),
  ...period(365, ['year over year', 'year on year', 'year vs year', 'yoy']),
};

function period(days: number, phrases: readonly string[]): Record<string, number> {
  return Object.fromEntries(phrases.map((phrase) => [phrase, days]));
}
